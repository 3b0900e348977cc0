import { writeCsvLine } from "../write-csv-line";

/** What of a rollout a line of the file tells. */
type RolloutLine = {
  number: number;
  state: string;
  kind: string;
  fromRevision: string | null;
  toRevision: string;
  commitCount: number;
  hosts: { total: number; succeeded: number; failed: number; unknown: number };
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  startedBy: { name: string };
  sentence: string;
};

const heads = [
  ...["number", "result", "kind", "from", "to", "commits", "hosts", "succeeded", "failed", "unknown"],
  ...["created", "started", "ended", "queued seconds", "seconds", "who", "reason"],
];

/** Rollouts as CSV (RFC 4180): a line of heads, then a line each. Times are ISO 8601 in UTC. */
export function writeRolloutsCsv(rollouts: readonly RolloutLine[]): string {
  const lines = rollouts.map((rollout) => {
    const { hosts, createdAt, startedAt, endedAt } = rollout;
    return [
      ...[rollout.number, rollout.state, rollout.kind, rollout.fromRevision, rollout.toRevision, rollout.commitCount],
      ...[hosts.total, hosts.succeeded, hosts.failed, hosts.unknown, createdAt, startedAt, endedAt],
      ...[secondsBetween(createdAt, startedAt), secondsBetween(startedAt, endedAt)],
      ...[rollout.startedBy.name, rollout.sentence],
    ];
  });
  return [heads, ...lines].map(writeCsvLine).join("");
}

function secondsBetween(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000;
}
