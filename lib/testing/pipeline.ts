import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import type { Policy } from "@/lib/contracts/project-file";
import { createFakeMirror, type FakeMirror } from "@/lib/integrations/git/fake-mirror";
import { createFakeFleetSsh, type FakeFleetSsh } from "@/lib/integrations/ssh/fake-fleet-ssh";
import { createFakeLineFollower } from "@/lib/integrations/ssh/fake-line-follower";
import { createLogger } from "@/lib/logger";
import { createJobQueue } from "@/lib/queue/job-queue";
import type { QueueLocation } from "@/lib/queue/queue-backend";
import type { ServiceContext } from "@/lib/services/context";
import { requestFetch } from "@/lib/services/projects/request-fetch";
import { recordTestRun } from "@/lib/services/test-runs/record-test-run";
import { type RunningWorker, startWorker } from "@/workers/start-worker";
import type { TestDatabase } from "./database";
import { inTime } from "./in-time";
import { createTestProject } from "./project";

export type Pipeline = {
  ctx: ServiceContext;
  projectId: number;
  fleet: FakeFleetSsh;
  mirror: FakeMirror;
  /** Where its workers check tests out. */
  testDirectory: string;
  /** Starts one more worker; the test's end stops it. */
  startWorker(): Promise<RunningWorker>;
  /** Lands a commit and reports its tests as passed. */
  landPassed(message: string): Promise<string>;
};

/** Address of the console in links that are told to others. */
export const publicUrl = "https://sauron.example.org";

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

let projects = 0;

/** One host first, which may be watched, then the others. */
export const quickStages = (bake?: Policy["stages"][number]["bake"]): Policy["stages"] => [
  { name: "canary", hosts: { count: 1 }, concurrency: 1, ...(bake && { bake }) },
  { name: "fleet", hosts: "rest", concurrency: 4 },
];

/** Stages and rules of a pipeline that shows everything within seconds. */
export const quickPolicy = (changes: Partial<Policy> = {}): Partial<Policy> => ({
  automation: "unattended",
  stages: quickStages(),
  ...changes,
});

/** A project of its own with real workers on a real database, over a repository and a fleet in memory. */
export async function createPipeline(
  db: TestDatabase,
  options: { hosts?: number; policy?: Partial<Policy>; queue?: QueueLocation } = {},
): Promise<Pipeline> {
  const logger = createLogger({ process: "test", level: "silent" });
  const location = options.queue ?? { databaseUrl: db.url };
  // What a test asks for is not asked for again, and on a busy machine the first answer takes long.
  const queue = createJobQueue(location, () => {}, inTime.timeout);
  stops.push(() => queue.close());
  const ctx: ServiceContext = { db, queue, logger, actor: { kind: "user", name: "ana" } };
  projects += 1;
  const project = await createTestProject(db, `project-${projects}`, {
    hosts: options.hosts ?? 4,
    policy: options.policy ?? quickPolicy(),
  });
  const fleet = createFakeFleetSsh();
  const mirror = createFakeMirror();
  mirror.land("The beginning");
  const projectId = project.id;
  const testDirectory = mkdtempSync(join(tmpdir(), "sauron-tests-"));
  stops.push(async () => rmSync(testDirectory, { recursive: true, force: true }));
  const workerOptions = {
    databaseUrl: db.url,
    queue: location,
    logger,
    ssh: fleet,
    lines: createFakeLineFollower(),
    openMirror: () => mirror,
    testDirectory,
    publicUrl,
    keepOutputDays: 90,
  };
  return {
    ctx,
    projectId,
    fleet,
    mirror,
    testDirectory,
    async startWorker() {
      const worker = await startWorker(workerOptions);
      stops.push(() => worker.stop());
      return worker;
    },
    async landPassed(message) {
      const sha = mirror.land(message);
      const report = { projectId, sha, context: "ci", attempt: 1, status: "passed" as const, source: "test" };
      await recordTestRun(ctx, { ...report, url: null, startedAt: null, finishedAt: new Date() });
      await requestFetch(ctx, { projectId });
      return sha;
    },
  };
}
