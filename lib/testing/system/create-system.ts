import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import { type Policy, projectFileSchema } from "@/lib/contracts/project-file";
import { createDatabase, type Database } from "@/lib/db/client";
import { createLogger } from "@/lib/logger";
import { createJobQueue } from "@/lib/queue/job-queue";
import type { ServiceContext } from "@/lib/services/context";
import { applyProjectFile } from "@/lib/services/projects/apply-project-file";
import { recordTestRun } from "@/lib/services/test-runs/record-test-run";
import { describeTrace, type Machines, readRevision, startMachines } from "./machines";
import { waitUntil } from "./wait-until";

export type System = {
  /** Of a person at the console. */
  ctx: ServiceContext;
  db: Database;
  projectId: number;
  machines: Machines;
  /** Lands a tested commit, which starts a rollout once a worker runs. */
  land(): Promise<string>;
  newestRollout(): Promise<NewestRollout>;
  /** The newest rollout, once it is in this state; rejects with what it is instead after so many seconds. */
  untilState(state: string, seconds: number): Promise<NewestRollout>;
  /** Waits until so many hosts are in the middle of their deploy; resolves with the worker that has most of them. */
  untilBusy(hosts: number, seconds?: number): Promise<string>;
  end(): Promise<void>;
};

export type SystemOptions = {
  databaseUrl: string;
  redisUrl?: string;
  project: string;
  hosts: number;
  /** Hosts deployed at once. */
  concurrency: number;
  /** How long a deploy takes. */
  stepSeconds: number;
  /** Instead of the step that leaves a trace on the host. */
  script?: string;
  /** Script that Sauron runs as the project's own tests; then nobody else reports results. */
  tests?: string;
  /** All hosts are one stage, without a first one. */
  oneStage?: boolean;
  /** Other rules of the project file. */
  rules?: Partial<z.input<typeof projectFileSchema>>;
};

type NewestRollout = NonNullable<Awaited<ReturnType<typeof findNewest>>>;

/** A project on real machines and a real repository, worked on by real worker processes. */
export async function createSystem(options: SystemOptions): Promise<System> {
  const { databaseUrl, redisUrl } = options;
  const repository = createRepository();
  const machines = await startMachines(options.project, options.hosts);
  const db = createDatabase(databaseUrl, { poolSize: 4 });
  const queue = createJobQueue(redisUrl ? { redisUrl } : { databaseUrl }, () => {});
  const ctx: ServiceContext = {
    db,
    queue,
    logger: createLogger({ process: "test", level: "silent" }),
    actor: { kind: "user", name: "ana" },
  };
  const policy = describePolicy(options, machines, repository);
  await applyProjectFile(ctx, { source: "", policy, hosts: machines.hosts });
  const { id: projectId } = await db.prisma.project.findUniqueOrThrow({ where: { slug: options.project } });
  const newestRollout = async () => {
    const rollout = await findNewest(db, projectId);
    if (!rollout) throw new Error("There is no rollout yet.");
    return rollout;
  };
  return {
    ctx,
    db,
    projectId,
    machines,
    async land() {
      git(repository, ["commit", "-q", "--allow-empty", "-m", "A change"]);
      const sha = git(repository, ["rev-parse", "HEAD"]);
      if (options.tests !== undefined) return sha;
      const report = { projectId, sha, context: "ci", attempt: 1, status: "passed" as const, source: "test" };
      await recordTestRun(ctx, { ...report, url: null, startedAt: null, finishedAt: new Date() });
      return sha;
    },
    newestRollout,
    async untilState(state, seconds) {
      await waitUntil(seconds, async () => {
        const rollout = await findNewest(db, projectId);
        return rollout?.state === state ? null : `the rollout to be ${state}: ${describeHosts(rollout)}`;
      });
      return newestRollout();
    },
    async untilBusy(hosts, seconds = 60) {
      await waitUntil(seconds, () => (machines.listBusy().length >= hosts ? null : `${hosts} hosts to be at work`));
      return findBusiest(await newestRollout());
    },
    async end() {
      await Promise.all([queue.close(), db.close()]);
      await machines.close();
      rmSync(repository, { recursive: true, force: true });
    },
  };
}

function findNewest(db: Database, projectId: number) {
  return db.prisma.rollout.findFirst({
    where: { projectId },
    orderBy: { number: "desc" },
    include: { hostDeploys: { include: { host: true }, orderBy: { id: "asc" } }, events: { orderBy: { id: "asc" } } },
  });
}

function describeHosts(rollout: NewestRollout | null): string {
  if (!rollout) return "there is none";
  const hosts = rollout.hostDeploys.map(({ host, state, reason }) => `${host.name} ${state} ${reason ?? ""}`);
  return [rollout.state, rollout.failureReason, ...hosts].join("\n");
}

function findBusiest({ hostDeploys }: NewestRollout): string {
  const counts = new Map<string, number>();
  for (const { state, workerId } of hostDeploys) {
    if (state === "running" && workerId) counts.set(workerId, (counts.get(workerId) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

function describePolicy(options: SystemOptions, machines: Machines, repository: string): Policy {
  return projectFileSchema.parse({
    project: options.project,
    repository: { url: repository, poll: 1 },
    fleet: { user: "deploy", privateKey: machines.privateKey, hosts: [{ address: "127.0.0.1" }] },
    deploy: {
      steps: [{ ...describeTrace(options.stepSeconds), ...(options.script && { script: options.script }) }],
      revision: readRevision,
      grace: 2,
    },
    stages: [
      ...(options.oneStage ? [] : [{ name: "canary", hosts: { count: 1 }, concurrency: 1 }]),
      { name: "fleet", hosts: "rest", concurrency: options.concurrency },
    ],
    automation: "unattended",
    ...(options.tests !== undefined && { tests: { script: options.tests, rerun: false } }),
    ...options.rules,
  });
}

function createRepository(): string {
  const directory = mkdtempSync(join(tmpdir(), "sauron-repository-"));
  git(directory, ["init", "-q", "-b", "main"]);
  return directory;
}

function git(directory: string, args: string[]): string {
  const person = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...person, ...args], { cwd: directory, encoding: "utf8" }).trim();
}
