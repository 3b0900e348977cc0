/** `nobody`: a request that was refused before it was known who asks. */
export const auditActorKinds = ["user", "automation", "api", "system", "nobody"] as const;

export const auditOutcomes = ["done", "refused"] as const;

export type AuditOutcome = (typeof auditOutcomes)[number];

/** What somebody did or was refused, before it has its place in the chain. */
export type AuditFact = {
  actor: { kind: (typeof auditActorKinds)[number]; name: string };
  /** Name of the act, e.g. `abortRollout`. */
  action: string;
  /** Slug; null = it is about no project, or none that is known. */
  project: string | null;
  /** What it was done to, as a person says it, e.g. "rollout #12". */
  target: string;
  outcome: AuditOutcome;
  /** Why the actor did it, or why it was refused. */
  reason: string | null;
  details: Record<string, unknown> | null;
  requestId: string | null;
  /** Of the caller, as the server in front says it. */
  address: string | null;
  /** When it was done, if it could be written only later. */
  actedAt: Date | null;
};

/** One link of the chain. */
export type AuditEntry = AuditFact & {
  /** 1, 2, 3 … without a gap. */
  id: number;
  at: Date;
  /** Hash of the entry before; of the first one `noEntryBefore`. */
  previousHash: string;
  /** SHA-256 of `canonicalText`, in hex. */
  hash: string;
};

export const noEntryBefore = "0".repeat(64);
