import { createHash } from "node:crypto";
import { type AuditEntry, type AuditFact, type AuditOutcome, noEntryBefore } from "@/lib/domain/audit/audit-entry";
import type { AuditFilter } from "@/lib/domain/audit/audit-filter";
import { canonicalText } from "@/lib/domain/audit/canonical-text";
import { storableText } from "@/lib/domain/storable-text";
import { Prisma, type AuditEntry as StoredEntry } from "./generated/client";
import type { Tx } from "./transaction";

/** Longer text is cut: an entry says what happened, and is no place to keep things. */
const longest = { name: 200, target: 300, reason: 2000 };

/**
 * Writes one entry at the end of the chain. Everybody else who would write one waits until this transaction has ended:
 * call it last.
 */
export async function appendAuditEntry(tx: Tx, fact: AuditFact): Promise<void> {
  await lockAuditChain(tx);
  const [place] = await tx.$queryRaw<[{ at: Date; id: number | null; hash: string | null }]>`
    SELECT clock_timestamp()::timestamptz(3) AS at, last.id, last.hash
    FROM (SELECT 1) AS one LEFT JOIN (SELECT id, hash FROM "AuditEntry" ORDER BY id DESC LIMIT 1) AS last ON true`;
  const id = (place.id ?? 0) + 1;
  const entry = { ...tidy(fact), id, at: place.at, previousHash: place.hash ?? noEntryBefore };
  const { actor, details, ...columns } = entry;
  await tx.auditEntry.create({
    data: {
      ...columns,
      actorKind: actor.kind,
      actorName: actor.name,
      details: details === null ? Prisma.DbNull : (details as Prisma.InputJsonObject),
      hash: hashAuditEntry(entry),
    },
    select: { id: true },
  });
}

/** Only one transaction at a time writes at the end of the chain, so that it cannot fork; waits for its turn. */
export async function lockAuditChain(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(11, 0)`;
}

/**
 * The same for what must not fail with its entry: when that cannot be written, or another transaction keeps the end of
 * the chain for longer than a second, the transaction goes on without it. Returns why; null when it was written.
 */
export async function tryAppendAuditEntry(tx: Tx, fact: AuditFact): Promise<{ cause: unknown } | null> {
  await tx.$executeRaw`SAVEPOINT before_audit`;
  try {
    await tx.$executeRaw`SET LOCAL lock_timeout = '1s'`;
    await appendAuditEntry(tx, fact);
    return null;
  } catch (cause) {
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT before_audit`;
    return { cause };
  }
}

export function hashAuditEntry(entry: Omit<AuditEntry, "hash">): string {
  return createHash("sha256").update(canonicalText(entry)).digest("hex");
}

/** What PostgreSQL gives back as it was given: else the hash would not fit what is read. */
function tidy(fact: AuditFact): AuditFact {
  const plain = JSON.stringify(fact.details, (_, value) => (typeof value === "string" ? storableText(value) : value));
  return {
    ...fact,
    actor: { kind: fact.actor.kind, name: storableText(fact.actor.name).slice(0, longest.name).toWellFormed() },
    target: storableText(fact.target).slice(0, longest.target).toWellFormed(),
    reason: fact.reason === null ? null : storableText(fact.reason).slice(0, longest.reason).toWellFormed(),
    details: JSON.parse(plain),
  };
}

/** Whether a request has written this act already. */
export async function hasAuditEntry(tx: Tx, act: { requestId: string; action: string }): Promise<boolean> {
  return (await tx.auditEntry.findFirst({ where: act, select: { id: true } })) !== null;
}

/** Entries that fit, newest first; `before` is the id of the last one seen. */
export async function listAuditEntries(
  tx: Tx,
  filter: AuditFilter,
  page: { before: number | null; limit: number },
): Promise<AuditEntry[]> {
  const { project, actor, action, outcome, text, since, until } = filter;
  const holding = (part: string) => ({ contains: part, mode: "insensitive" }) as const;
  const where: Prisma.AuditEntryWhereInput = {
    ...(page.before !== null && { id: { lt: page.before } }),
    ...(project !== undefined && { project }),
    ...(actor !== undefined && { actorName: holding(actor) }),
    ...(action !== undefined && { action }),
    ...(outcome !== undefined && { outcome }),
    ...(text !== undefined && {
      OR: [{ target: holding(text) }, { reason: holding(text) }, { action: holding(text) }],
    }),
    ...((since || until) && { at: { ...(since && { gte: since }), ...(until && { lt: until }) } }),
  };
  const rows = await tx.auditEntry.findMany({ where, orderBy: { id: "desc" }, take: page.limit });
  return rows.map(toAuditEntry);
}

/** 0 = there is none yet. */
export async function findNewestAuditId(tx: Tx): Promise<number> {
  return (await tx.auditEntry.findFirst({ orderBy: { id: "desc" }, select: { id: true } }))?.id ?? 0;
}

/** Which of these acts somebody at the machine has done since an entry, oldest first. */
export async function listDoneAtMachine(tx: Tx, actions: readonly string[], after: number): Promise<AuditEntry[]> {
  const rows = await tx.auditEntry.findMany({
    where: {
      id: { gt: after },
      action: { in: [...actions] },
      outcome: "done",
      details: { path: ["by"], equals: "machine" },
    },
    orderBy: { id: "asc" },
  });
  return rows.map(toAuditEntry);
}

/** The chain from after an id on, oldest first. */
export async function readAuditChain(tx: Tx, page: { after: number; limit: number }): Promise<AuditEntry[]> {
  const rows = await tx.auditEntry.findMany({
    where: { id: { gt: page.after } },
    orderBy: { id: "asc" },
    take: page.limit,
  });
  return rows.map(toAuditEntry);
}

function toAuditEntry({ actorKind, actorName, ...row }: StoredEntry): AuditEntry {
  return {
    ...row,
    actor: { kind: actorKind as AuditEntry["actor"]["kind"], name: actorName },
    outcome: row.outcome as AuditOutcome,
    details: row.details as AuditEntry["details"],
  };
}

/** Who made each token of a project last, and how it begins; from the audit, as the token itself is not kept. */
export async function listTokenMaking(
  tx: Tx,
  project: string,
): Promise<{ target: string; by: string; prefix: string | null }[]> {
  return tx.$queryRaw`
    SELECT DISTINCT ON (target) target, "actorName" AS by, details->>'prefix' AS prefix FROM "AuditEntry"
    WHERE project = ${project} AND action = 'createToken' AND outcome = 'done' ORDER BY target, id DESC`;
}
