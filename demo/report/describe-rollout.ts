import type { HostCounts, RolloutView } from "@/lib/contracts/views";

/** One rollout in the demo's JSON. */
export type ReportedRollout = {
  number: number;
  kind: string;
  state: string;
  /** The state and its reason as a sentence. */
  sentence: string;
  fromRevision: string | null;
  toRevision: string;
  /** Oldest first. */
  commits: { sha: string; title: string; author: string; testStatus: string }[];
  startedAt: string | null;
  endedAt: string | null;
  hosts: HostCounts;
  /** What the analysis of each stage that has one came to. */
  verdicts: { stage: string; verdict: string; reason: string; why: string }[];
};

export function describeRollout(rollout: RolloutView): ReportedRollout {
  const { number, kind, state, sentence, fromRevision, toRevision, startedAt, endedAt, hosts } = rollout;
  return {
    number,
    kind,
    state,
    sentence,
    fromRevision,
    toRevision,
    commits: rollout.commits.map(({ sha, title, author, testStatus }) => ({ sha, title, author, testStatus })),
    startedAt,
    endedAt,
    hosts,
    verdicts: rollout.stages.flatMap(({ name, verdict }) =>
      verdict ? [{ stage: name, verdict: verdict.verdict, reason: verdict.reason, why: verdict.why }] : [],
    ),
  };
}
