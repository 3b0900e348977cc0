import type { Database } from "@/lib/db/client";
import { createFakeMirror } from "@/lib/integrations/git/fake-mirror";
import { createFakeFleetSsh } from "@/lib/integrations/ssh/fake-fleet-ssh";
import { createFakeLineFollower } from "@/lib/integrations/ssh/fake-line-follower";
import { createLogger } from "@/lib/logger";
import type { JobName } from "@/lib/queue/job-catalog";
import { systemActor, type WorkerContext } from "@/lib/services/context";
import { createLogBuffer } from "@/lib/services/logs/log-buffer";

export type TestWorkerContext = WorkerContext & {
  /** Jobs that were asked for; nobody does them unless the test does. */
  asked: { name: JobName; payload: unknown }[];
};

/** What use-cases of a worker are given, for a test that calls them itself. */
export function createWorkerContext(
  db: Database,
  openMirror: WorkerContext["openMirror"] = () => createFakeMirror(),
): TestWorkerContext {
  const asked: TestWorkerContext["asked"] = [];
  const logger = createLogger({ process: "test", level: "silent" });
  return {
    db,
    asked,
    queue: {
      enqueue: async (name, payload) => void asked.push({ name, payload }),
      close: async () => {},
    },
    logger,
    actor: systemActor,
    workerId: "test",
    stopping: new AbortController().signal,
    ssh: createFakeFleetSsh(),
    lines: createFakeLineFollower(),
    openMirror,
    log: createLogBuffer(db, logger, "rollout"),
    testLog: createLogBuffer(db, logger, "test-run"),
    aborts: { watch: () => ({ signal: new AbortController().signal, release() {} }), close: async () => {} },
    inHand: new Set(),
    testsInHand: new Set(),
    testDirectory: "",
    publicUrl: null,
    keepOutputDays: 90,
    shardsInHand: new Map(),
    streamsInHand: new Map(),
  };
}
