import type { Gate } from "@/lib/domain/selection/gates";
import type { Decision, Prisma } from "./generated/client";
import type { Tx } from "./transaction";

export type NewDecision = {
  projectId: number;
  action: "deploy" | "idle" | "wait" | "blocked";
  sentence: string;
  inputs: unknown;
  gates: Gate[];
  /** Equal for looks with the same outcome. */
  digest: string;
};

/** Stores a look of the automation that changed its mind, and returns its id; the id of the last one when it did not. */
export async function storeDecision(tx: Tx, decision: NewDecision): Promise<{ id: number; changed: boolean }> {
  const last: Pick<Decision, "id" | "digest"> | null = await tx.decision.findFirst({
    where: { projectId: decision.projectId },
    orderBy: { id: "desc" },
    select: { id: true, digest: true },
  });
  if (last?.digest === decision.digest) return { id: last.id, changed: false };
  const row = await tx.decision.create({
    data: {
      ...decision,
      inputs: decision.inputs as Prisma.InputJsonValue,
      gates: decision.gates as unknown as Prisma.InputJsonValue,
    },
  });
  return { id: row.id, changed: true };
}

export type DecisionRow = Pick<Decision, "id" | "sentence" | "at"> & {
  action: NewDecision["action"];
  inputs: Record<string, unknown>;
  gates: Gate[];
};

/** Decisions of a project before an id, newest first. */
export async function listDecisionRows(
  tx: Tx,
  range: { projectId: number; before: number | null; limit: number },
): Promise<DecisionRow[]> {
  const rows = await tx.decision.findMany({
    where: { projectId: range.projectId, ...(range.before === null ? {} : { id: { lt: range.before } }) },
    orderBy: { id: "desc" },
    take: range.limit,
  });
  return rows.map(({ id, action, sentence, inputs, gates, at }) => ({
    id,
    sentence,
    at,
    action: action as DecisionRow["action"],
    inputs: inputs as Record<string, unknown>,
    gates: gates as unknown as Gate[],
  }));
}
