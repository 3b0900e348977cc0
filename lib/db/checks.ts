import type { CheckFinding, CheckInput } from "@/lib/contracts/checks";
import type { Check } from "./generated/client";
import { openCheckInput, sealCheckInput } from "./sealed-policy";
import type { Tx } from "./transaction";

export type CheckRow = Omit<Check, "input" | "finding"> & { input: CheckInput; finding: CheckFinding | null };

/** How long a check is kept: what it found tells of that moment only. */
const keptHours = 24;

export async function insertChecks(tx: Tx, checks: { inputs: CheckInput[]; createdBy: string }): Promise<CheckRow[]> {
  const rows = await tx.check.createManyAndReturn({
    data: checks.inputs.map((input) => ({
      kind: input.kind,
      input: sealCheckInput(input),
      createdBy: checks.createdBy,
    })),
  });
  return rows.map(toCheckRow).sort((a, b) => a.id - b.id);
}

/** Null when there is none, or none any more. */
export async function findCheck(tx: Tx, id: number): Promise<CheckRow | null> {
  const row = await tx.check.findUnique({ where: { id } });
  return row && toCheckRow(row);
}

export async function listChecks(tx: Tx, ids: number[]): Promise<CheckRow[]> {
  const rows = await tx.check.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } });
  return rows.map(toCheckRow);
}

export async function listWaitingCheckIds(tx: Tx): Promise<number[]> {
  const rows = await tx.check.findMany({ where: { state: "waiting" }, select: { id: true }, orderBy: { id: "asc" } });
  return rows.map((row) => row.id);
}

export function countWaitingChecks(tx: Tx): Promise<number> {
  return tx.check.count({ where: { state: "waiting" } });
}

export async function storeFinding(tx: Tx, id: number, finding: CheckFinding): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Check" SET state = ${finding.state}, finding = ${JSON.stringify(finding)}::jsonb,
      "endedAt" = clock_timestamp()
    WHERE id = ${id} AND state = 'waiting' -- the same job may have been done twice; the first answer stays`;
}

export async function pruneChecks(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "Check" WHERE "createdAt" < clock_timestamp() - make_interval(hours => ${keptHours}::int)`;
}

function toCheckRow(row: Check): CheckRow {
  return { ...row, input: openCheckInput(row.input), finding: row.finding as CheckFinding | null };
}
