import { z } from "zod";
import { automationModes } from "../domain/automation/modes";
import { rolloutQuestions } from "../domain/rollout/questions";
import { rolloutStates } from "../domain/rollout/states";
import { gateActions } from "../domain/selection/gates";
import { canaryVerdictViewSchema } from "./canary-views";
import { fleetSharesSchema, hostTroublesSchema, inventoryViewSchema } from "./fleet-views";
import { mixedFleetSchema } from "./rollback-views";

/**
 * What the screens, the command line and other programs read. Times are ISO 8601 in UTC; a null time has not happened.
 * Every body carries `serverTime`, so that a reader can correct its own clock, and `seq`, which grows with every read:
 * of two bodies with the same key the one with the higher `seq` is the newer.
 */
const time = z.iso.datetime();
const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);

export const testStatusSchema = z.enum(["unknown", "pending", "running", "passed", "failed", "errored", "cancelled"]);

export const actorSchema = z.object({
  kind: z.enum(["user", "automation", "api", "system"]),
  name: z.string(),
});

export const testRunViewSchema = z.object({
  id: z.number().int(),
  context: z.string(),
  attempt: z.number().int(),
  status: testStatusSchema,
  url: z.string().nullable(),
  /** Name of who reported it. */
  source: z.string(),
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  /** Nothing was heard of it for longer than it usually takes. */
  silent: z.boolean(),
  /** An earlier attempt for the same commit failed, and a later one passed. */
  flaky: z.boolean(),
  /** The context was red already before this commit: the first red commit, which this one waits for. */
  heldBy: sha.nullable(),
  /** What is to be said about its state, e.g. "Exit code 1." or why it counts as running; null = nothing. */
  reason: z.string().nullable(),
  /** Sauron ran it itself and has its output. */
  hasLog: z.boolean(),
  /** Why nobody can be asked for another attempt, with what to do instead; null = somebody can, once it has ended. */
  rerunObstacle: z.string().nullable(),
});

/** On how many of the newest commits with a verdict a context failed and then passed. */
export const flakyCountSchema = z.object({ flaky: z.number().int(), judged: z.number().int() });

export const commitViewSchema = z.object({
  sha,
  /** First line of the message. */
  title: z.string(),
  author: z.string(),
  landedAt: time,
  testStatus: testStatusSchema,
  /** Newest attempt of each context. */
  testRuns: z.array(testRunViewSchema),
  bad: z.object({ reason: z.string(), by: z.string() }).nullable(),
  revertedBy: sha.nullable(),
  /** Kept from being deployed by the automation. */
  lock: z.object({ reason: z.string(), by: z.string(), at: time }).nullable(),
});

export const queuedCommitViewSchema = commitViewSchema.extend({
  /** A person knows their own commits by it, under whatever name they were written. */
  authorEmail: z.string(),
  /** Latest time it should be live to meet the time goal. */
  deployBy: time,
  late: z.boolean(),
  /** Why it is where it is, e.g. {code: "in-next-rollout", text: "In the next rollout"}. */
  reason: z.object({ code: z.string(), text: z.string() }),
  /**
   * When it should be live as things stand, and with which of the coming rollouts (1 = the next); null = not yet.
   * `latestAt`: should each rollout until then take as long as the slowest of the last ten.
   */
  forecast: z
    .object({ rollout: z.number().int(), liveAt: time, latestAt: time, assumes: z.string().nullable() })
    .nullable(),
});

export const hostDeployStates = ["queued", "running", "succeeded", "failed", "skipped", "unknown"] as const;

export const hostCountsSchema = z.object({
  total: z.number().int(),
  queued: z.number().int(),
  running: z.number().int(),
  succeeded: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  unknown: z.number().int(),
});

export const stageViewSchema = z.object({
  index: z.number().int(),
  name: z.string(),
  /** waiting: not reached; deploying; baking; passed; stopped: the rollout ended or is ending in it. */
  state: z.enum(["waiting", "deploying", "baking", "held", "passed", "stopped"]),
  hosts: hostCountsSchema,
  startedAt: time.nullable(),
  deployedAt: time.nullable(),
  bakeUntil: time.nullable(),
  passedAt: time.nullable(),
  /** How many of its own hosts may fail; null = only the limit of the whole rollout counts. */
  failureBudget: z.object({ failed: z.number().int(), allowed: z.number().int(), percent: z.number() }).nullable(),
  /** Its numbers are judged before it passes; false = nothing is waited for, or only time. */
  isWatched: z.boolean(),
  /** Null while nothing was judged, or when the stage has no analysis. */
  verdict: canaryVerdictViewSchema.nullable(),
});

/** A rollback asked for together with an abort. */
export const rollBackWishSchema = z.object({
  /** Null = the last good revision at the time it begins. */
  toRevision: sha.nullable(),
  by: z.string(),
  reason: z.string(),
  /** What came of it; null = it begins once the rollout has ended. */
  outcome: z.union([z.object({ rollback: z.number().int() }), z.object({ refusal: z.string() })]).nullable(),
});

export const rolloutSummarySchema = z.object({
  project: z.string(),
  number: z.number().int(),
  kind: z.enum(["forward", "backlog", "rollback"]),
  state: z.enum(rolloutStates),
  /** The state and its reason as a sentence. */
  sentence: z.string(),
  fromRevision: sha.nullable(),
  toRevision: sha,
  commitCount: z.number().int(),
  startedBy: actorSchema,
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  /** When it should end, from the median of the last rollouts; null when ended or not known. */
  expectedEndAt: time.nullable(),
  /** When it should have ended even if it takes as long as the slowest of them; null as above. */
  latestEndAt: time.nullable(),
  stages: z.array(stageViewSchema),
  hosts: hostCountsSchema,
  failureBudget: z.object({ failed: z.number().int(), allowed: z.number().int(), percent: z.number() }),
  abort: z.object({ requestedAt: time, by: z.string() }).nullable(),
  /** Who approved it; null when it needed no approval or waits for it. */
  approval: z.object({ by: z.string(), at: time, reason: z.string().nullable() }).nullable(),
  /** What it waits for a person to answer; null = nothing. */
  question: z.object({ code: z.enum(rolloutQuestions), text: z.string() }).nullable(),
  /** Number of the rollout that this rollback takes back; null = it is no rollback. */
  undoes: z.number().int().nullable(),
  /** Number of the newest rollback that took it back, or is about to; null = none. */
  undoneBy: z.number().int().nullable(),
  thenRollBack: rollBackWishSchema.nullable(),
  /** The worker that has it in hand has been silent since then; null when alive or not needed. */
  workerSilentSince: time.nullable(),
});

export const hostDeployViewSchema = z.object({
  host: z.string(),
  stage: z.number().int(),
  labels: z.record(z.string(), z.string()),
  state: z.enum(hostDeployStates),
  attempt: z.number().int(),
  step: z.string().nullable(),
  exitCode: z.number().int().nullable(),
  /** What went wrong, as a sentence. */
  reason: z.string().nullable(),
  lastErrorLine: z.string().nullable(),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  /** What the host last said it runs; null = never heard. */
  currentRevision: z.string().nullable(),
  /** It is unknown, and the host is still being asked how its deploy ended: it cannot be skipped yet. */
  isAsked: z.boolean(),
});

export const rolloutEventViewSchema = z.object({
  id: z.number().int(),
  at: time,
  event: z.string(),
  from: z.enum(rolloutStates).nullable(),
  to: z.enum(rolloutStates).nullable(),
  actor: actorSchema,
  reason: z.string().nullable(),
});

/** Everything the rollout page shows except its log. Key: `rollout:<project>:<number>`. */
export const rolloutViewSchema = rolloutSummarySchema.extend({
  seq: z.number().int(),
  serverTime: time,
  /** Oldest first. */
  commits: z.array(commitViewSchema),
  hostDeploys: z.array(hostDeployViewSchema),
  /** Oldest first. */
  events: z.array(rolloutEventViewSchema),
  /** Why it was started: the sentence of the decision. */
  decision: z.string().nullable(),
  /** The version of the project file by whose rules it goes, and the limits its canary is judged by; none = nothing is judged. */
  projectFile: z.object({ revision: z.number().int(), limits: z.array(z.string()) }),
  /** How often the limits in force would have stopped a host to which nothing was deployed; null = nobody asks for it. */
  shadow: z.string().nullable(),
  /** Number of log lines so far. */
  logLines: z.number().int(),
  /** How many hosts of the whole fleet run which revision, most first; revision null = never heard. */
  fleet: fleetSharesSchema,
  /** Rollout whose revision is the last fully good one before this, for "what now". */
  lastGood: z.object({ number: z.number().int(), revision: sha }).nullable(),
  /** It is the rollout that left the fleet mixed, and nothing is at work on it; null = it is not. */
  mixed: mixedFleetSchema.nullable(),
  ...hostTroublesSchema.shape,
  /** Which actions this rollout can take now. */
  can: z.object({
    abort: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
    resolveHold: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
    /** Judge the stage failed whose numbers are being watched. */
    stopCanary: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
    /** Watch it longer, by one of so many seconds. */
    extendCanary: z.object({ ok: z.boolean(), reason: z.string().nullable(), seconds: z.array(z.number()) }),
    /** Retry or skip a host that failed or is unknown. */
    decideHosts: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
    rollBack: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
  }),
});

export const gateViewSchema = z.object({
  /** e.g. "automation-mode", "not-halted", "previous-rollout", "commit-selected", "worker-heartbeat". */
  gate: z.string(),
  open: z.boolean(),
  /** What it found, as a sentence. */
  text: z.string(),
  /** True: it is open because nobody knows better. */
  isUnsure: z.literal(true).optional(),
  /** What a person can do to open it; null = nothing but wait. */
  action: z.enum(gateActions).nullable(),
});

export const decisionViewSchema = z.object({
  action: z.enum(["deploy", "idle", "wait", "blocked"]),
  sentence: z.string(),
  /** Arithmetic of the selection, one line each. */
  how: z.array(z.string()),
  gates: z.array(gateViewSchema),
  /** The selected target; null unless action is "deploy". */
  nextCommit: sha.nullable(),
  commitCount: z.number().int(),
  /** First closed gate, if any. */
  blockedBy: z.string().nullable(),
  needsHuman: z.boolean(),
  computedAt: time,
});

/** Everything the Now page shows. Key: `now:<project>`. */
export const nowViewSchema = z.object({
  seq: z.number().int(),
  serverTime: time,
  project: z.string(),
  trunk: z.string(),
  repositoryUrl: z.string(),
  /** Last time the trunk was read with success, and why the newest try failed. */
  fetch: z.object({ at: time.nullable(), error: z.string().nullable() }),
  inventory: inventoryViewSchema,
  automation: z.object({
    mode: z.enum(automationModes),
    /** Since when, and who moved it there; null = the project file. */
    modeSince: time.nullable(),
    modeBy: z.string().nullable(),
    /** Rollouts of the automation since then, and how many people overruled: said no to, aborted, or continued against a hold. */
    overruled: z.object({ rollouts: z.number().int(), overruled: z.number().int() }),
    freeze: z.object({ reason: z.string(), by: z.string(), since: time, expiresAt: time }).nullable(),
    /** Null when no hours are set. */
    hours: z.object({ open: z.boolean(), text: z.string(), changesAt: time.nullable() }).nullable(),
    halted: z
      .object({
        since: time,
        reason: z.string(),
        /** Name of the person or program, also of who aborted what it halted for; null = it did so by itself. */
        by: z.string().nullable(),
        rollout: z.number().int().nullable(),
        suspect: sha.nullable(),
        /** Commits that rollbacks have locked; resuming unlocks them. */
        lockedCommits: z.number().int(),
      })
      .nullable(),
  }),
  goalSeconds: z.number(),
  /** With pipelining: rollouts behind the one that is furthest, oldest first. */
  following: z.array(rolloutSummarySchema),
  /** The rollout in flight, with pipelining the one that is furthest; null when none. */
  doing: rolloutSummarySchema.extend({ commits: z.array(commitViewSchema) }).nullable(),
  next: decisionViewSchema,
  /** Backlog, oldest first, at most 200; `queueTotal` counts all. */
  queue: z.array(queuedCommitViewSchema),
  queueTotal: z.number().int(),
  /** A rollout of the backlog is offered to a person: why the automation does not get there by itself; null = not needed. */
  backlogOffer: z.object({ text: z.string(), toRevision: sha, commitCount: z.number().int() }).nullable(),
  /** Contexts whose newest results are red: the first red commit, and how many wait for it. */
  redTrunk: z.array(
    z.object({
      context: z.string(),
      culprit: sha,
      since: time,
      held: z.number().int(),
      flakiness: flakyCountSchema,
    }),
  ),
  /** Ended rollouts, newest first, at most 10. */
  did: z.array(rolloutSummarySchema),
  /** What the last good rollout left; null before the first. */
  live: z.object({ revision: sha, title: z.string(), number: z.number().int(), at: time }).nullable(),
  fleet: fleetSharesSchema,
  /** The fleet is not on one revision and nothing is at work on it; null = it is, or something is. */
  mixed: mixedFleetSchema.nullable(),
  /** Workers whose heartbeat is younger than 15 s. */
  workersAlive: z.number().int(),
});

export const projectSummarySchema = z.object({
  slug: z.string(),
  repositoryUrl: z.string(),
  trunk: z.string(),
  mode: z.enum(automationModes),
  halted: z.boolean(),
  frozen: z.boolean(),
  doing: rolloutSummarySchema.nullable(),
  queueTotal: z.number().int(),
  oldestWaitSince: time.nullable(),
  goalSeconds: z.number(),
  lastDone: rolloutSummarySchema.nullable(),
});

export const logLineSchema = z.object({
  /** 1-based, without gaps in a rollout. */
  line: z.number().int(),
  at: time,
  /** Null for a line of Sauron's own. */
  host: z.string().nullable(),
  stream: z.enum(["out", "err", "sys"]),
  text: z.string(),
});

export const logPageSchema = z.object({
  total: z.number().int(),
  lines: z.array(logLineSchema),
  serverTime: time,
});

/** Lines of a part of a log that hold a text. */
export const logHitsSchema = z.object({
  total: z.number().int(),
  /** The last line that was looked at: the next part begins after it. */
  searched: z.number().int(),
  /** Numbers of the lines that hold it, in order. */
  hits: z.array(z.number().int()),
});

export type TestStatus = z.infer<typeof testStatusSchema>;
export type TestRunView = z.infer<typeof testRunViewSchema>;
export type Actor = z.infer<typeof actorSchema>;
export type CommitView = z.infer<typeof commitViewSchema>;
export type QueuedCommitView = z.infer<typeof queuedCommitViewSchema>;
export type HostCounts = z.infer<typeof hostCountsSchema>;
export type StageView = z.infer<typeof stageViewSchema>;
export type RolloutSummary = z.infer<typeof rolloutSummarySchema>;
export type HostDeployView = z.infer<typeof hostDeployViewSchema>;
export type RolloutEventView = z.infer<typeof rolloutEventViewSchema>;
export type RolloutView = z.infer<typeof rolloutViewSchema>;
export type { AutomationMode } from "../domain/automation/modes";
export { type GateAction, gateActions } from "../domain/selection/gates";
export type { CanaryVerdictView } from "./canary-views";
export type GateView = z.infer<typeof gateViewSchema>;
export type DecisionView = z.infer<typeof decisionViewSchema>;
export type NowView = z.infer<typeof nowViewSchema>;
export type ProjectSummary = z.infer<typeof projectSummarySchema>;
export type LogLine = z.infer<typeof logLineSchema>;
export type LogPage = z.infer<typeof logPageSchema>;
export type LogHits = z.infer<typeof logHitsSchema>;
