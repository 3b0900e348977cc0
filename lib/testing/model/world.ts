import type { NextStep } from "@/lib/domain/rollout/next-step";
import type { RolloutState } from "@/lib/domain/rollout/states";

/**
 * A rollout as the database, two workers, its hosts and people together see it, small enough that every order of events
 * can be tried. Versions and epochs are told only as "still the one that was read": they grow without end.
 */
export type World = {
  row: Row;
  hosts: ModelHost[];
  workers: [ModelWorker, ModelWorker];
  /** What has been asked of the queue at some time: it may be done any number of times, late, or never. */
  asked: { deploys: boolean[]; probes: boolean; looks: boolean[] };
  /** Of each stage, from the end of its bake. */
  verdicts: (Verdict | null)[];
};

export type Verdict = "pass" | "fail" | "inconclusive";

export type Row = {
  state: RolloutState;
  stage: number;
  abort: boolean;
  question: "commit" | "start" | "continue" | null;
  /** The worker that has the lease. */
  lease: 0 | 1 | null;
};

export type ModelWorker = {
  doing: "nothing" | "counting" | "acting";
  /** The row as it was read, and whether state and version are still those. */
  read: Pick<Row, "state" | "stage" | "abort" | "question"> | null;
  isFresh: boolean;
  /** Nobody has taken the lease over since. */
  hasEpoch: boolean;
  next: NextStep | null;
};

/** `exhausted`: unknown, and no longer asked. */
type HostState = "queued" | "running" | "unknown" | "exhausted" | "succeeded" | "failed" | "skipped";

/**
 * What really became of an attempt. `claimed`: a worker is about to start it on the host. `closed`: it never began, and
 * never will.
 */
type AttemptFate = "none" | "claimed" | "running" | "succeeded" | "failed" | "closed";

export type ModelHost = {
  stage: number;
  state: HostState;
  /** The newest. */
  attempt: 0 | 1;
  fates: [AttemptFate, AttemptFate];
  /** An answer may be on its way. */
  probe: "none" | "asked";
};

/** Guards of the product that the model can leave out, to see that it misses them. */
export type Guards = {
  /** The guarded update compares state and version. */
  version: boolean;
  epoch: boolean;
  /** The guarded update and the claim of hosts look at the abort. */
  abort: boolean;
  /** A host that is asked about an attempt that never began will not begin it any more. */
  closing: boolean;
  /** A host that is to be tried once more is queued only while the rollout goes on. */
  ended: boolean;
};

export type Move = { name: string; to: World; wrong?: string };

export const everyGuard: Guards = { version: true, epoch: true, abort: true, closing: true, ended: true };

/** A world with some hosts changed. */
export function withHost(world: World, index: number, change: Partial<ModelHost>): World {
  return { ...world, hosts: world.hosts.map((host, at) => (at === index ? { ...host, ...change } : host)) };
}

export function withFate(host: ModelHost, attempt: 0 | 1, fate: AttemptFate): [AttemptFate, AttemptFate] {
  return attempt === 0 ? [fate, host.fates[1]] : [host.fates[0], fate];
}

export function withWorker(world: World, index: 0 | 1, change: Partial<ModelWorker>): World {
  const [first, second] = world.workers;
  return {
    ...world,
    workers: index === 0 ? [{ ...first, ...change }, second] : [first, { ...second, ...change }],
  };
}
