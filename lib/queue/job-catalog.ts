import { z } from "zod";

/**
 * Every job there is. Payloads are ids: the row is the truth and a job only says "look at it", so a job that is lost,
 * doubled or late does no harm. Jobs are not retried by the queue either; the reconcile schedule looks again.
 */
const id = z.number().int().positive();

export const jobCatalog = {
  /** Read the repository and store new trunk commits. */
  "fetch-trunk": { lane: "repository", payload: z.strictObject({ projectId: id }) },
  /** Let the automation look at a project. */
  decide: { lane: "control", payload: z.strictObject({ projectId: id }) },
  /** Take the next step of a rollout. */
  "advance-rollout": { lane: "control", payload: z.strictObject({ rolloutId: id }) },
  /** Read the access logs of a baking stage and judge. */
  "look-at-canary": { lane: "watch", payload: z.strictObject({ rolloutId: id, stageId: id }) },
  /** Judge a host that poses as canary while nothing is deployed. */
  "look-at-shadow": { lane: "shadow", payload: z.strictObject({ projectId: id }) },
  /** Deploy hosts of a stage until none is left to take. */
  "deploy-hosts": {
    lane: "fleet",
    payload: z.strictObject({
      rolloutId: id,
      stageId: id,
      shard: z.number().int().min(0),
      /** How often workers that carry their share of the stage have put this job back for others. */
      offers: z.number().int().min(0),
    }),
  },
  /** Ask hosts whose result nobody knows. */
  "probe-hosts": { lane: "watch", payload: z.strictObject({ rolloutId: id }) },
  /** Run the tests of the newest commit of a project that waits for them; one job for each that does. */
  "run-tests": { lane: "tests", payload: z.strictObject({ projectId: id, testRunId: id }) },
  /** Ask a sender what happened to an object that a delivery only named. */
  "follow-up": { lane: "senders", payload: z.strictObject({ deliveryId: id }) },
  /** Tell a git host, or builds that asked, how the tests of a commit stand. */
  "send-status": { lane: "senders", payload: z.strictObject({ reportId: id }) },
  /** Ask a sender about a test run that stays silent. */
  "ask-sender": { lane: "senders", payload: z.strictObject({ testRunId: id }) },
  /** Ask a sender for another attempt of a test run that failed. */
  "ask-rerun": { lane: "senders", payload: z.strictObject({ testRunId: id }) },
  /** Run the program that lists the hosts of a project. */
  "read-inventory": { lane: "repository", payload: z.strictObject({ projectId: id }) },
  /** Ask the hosts a rollout begins with whether they can be reached. */
  "ask-hosts": { lane: "watch", payload: z.strictObject({ projectId: id }) },
  /** Look at a repository or host that a person wants to connect. */
  "run-check": { lane: "setup", payload: z.strictObject({ checkId: id }) },
  /** Read what a source delivered. */
  "read-deliveries": { lane: "intake", payload: z.strictObject({ sourceId: id }) },
  /** Drop deliveries and unmatched test results that are old enough. */
  "forget-old-intake": { lane: "intake", payload: z.strictObject({}) },
  /** Drop output of rollouts and own tests that is old enough. */
  "forget-old-output": { lane: "intake", payload: z.strictObject({}) },
  /** Find everything unfinished and look at it. */
  reconcile: { lane: "control", payload: z.strictObject({}) },
} as const satisfies Record<string, { lane: Lane; payload: z.ZodType }>;

/**
 * A lane is one BullMQ queue: what is slow never stands in the way of what is urgent. Decisions and aborts are control;
 * repositories may hang for minutes; a deploy of a stage lasts as long as the stage; looks and probes are watch; tests
 * take a machine's strength for long; senders, and what a person wants to connect (setup), may answer slowly or never;
 * what senders deliver is intake, which comes in bursts; hosts that pose as canary (shadow) can wait.
 */
export type Lane = "control" | "repository" | "fleet" | "watch" | "tests" | "senders" | "setup" | "intake" | "shadow";

/** Jobs one worker process runs at the same time. */
export const laneConcurrency = {
  control: 8,
  repository: 4,
  fleet: 16,
  watch: 8,
  tests: 2,
  senders: 4,
  setup: 8,
  intake: 4,
  shadow: 2,
} as const satisfies Record<Lane, number>;

export type JobName = keyof typeof jobCatalog;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobCatalog)[Name]["payload"]>;

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(jobCatalog, name);
}
