import type { Database } from "@/lib/db/client";
import type { Actor } from "@/lib/db/rollouts";
import type { Principal } from "@/lib/domain/access/principal";
import type { RepositoryMirror } from "@/lib/integrations/git/repository-mirror";
import type { FleetSsh } from "@/lib/integrations/ssh/fleet-ssh";
import type { LineFollower } from "@/lib/integrations/ssh/line-follower";
import type { Logger } from "@/lib/logger";
import type { JobQueue } from "@/lib/queue/job-queue";
import type { LogBuffer } from "./logs/log-buffer";
import type { AbortWatch } from "./rollouts/abort-watch";
import type { HeldStream } from "./streams/hold-stream";

/** Who does something, and through which request of the API, if through one: what the audit tells of an act. */
export type ActContext = { db: Pick<Database, "prisma">; actor: Actor; request?: ActRequest };

/** What comes in over the API does so for a principal, whose right is looked at again with every act. */
export type ActRequest = { id: string; address: string | null; principal: Principal };

/** What every use-case is given: where to write, whom to wake, and who asks. */
export type ServiceContext = ActContext & {
  db: Database;
  queue: JobQueue;
  logger: Logger;
  /** Directory for what the audit could not take; left out = there is none. */
  auditSpool?: string;
};

/** What use-cases that run in a worker process have besides: its identity and its hands. */
export type WorkerContext = ServiceContext & {
  /** Unique for each start of a worker process. */
  workerId: string;
  /** Aborted once this worker is to stop: nothing further is taken in hand. */
  stopping: AbortSignal;
  ssh: FleetSsh;
  /** Listens to senders that tell what happens over SSH. */
  lines: LineFollower;
  openMirror(project: { id: number; repositoryUrl: string; trunk: string }): RepositoryMirror;
  log: LogBuffer;
  /** For the output of tests of the built-in runner. */
  testLog: LogBuffer;
  aborts: AbortWatch;
  /** Ids of the host deploys this process is at work on. */
  inHand: Set<number>;
  /** Ids of the test runs this process runs. */
  testsInHand: Set<number>;
  /** Where tests are checked out; emptied of what nobody runs any more. */
  testDirectory: string;
  /** Address of the console for links in what is told to others; null = not known. */
  publicUrl: string | null;
  /** Days that output is kept after the end of its rollout or test run. */
  keepOutputDays: number;
  /** How many jobs of each stage this process carries, by stage id. */
  shardsInHand: Map<number, number>;
  /** Streams of events this process listens to, by source id. */
  streamsInHand: Map<number, HeldStream>;
};

export const automationActor: Actor = { kind: "automation", name: "automation" };
export const systemActor: Actor = { kind: "system", name: "sauron" };
