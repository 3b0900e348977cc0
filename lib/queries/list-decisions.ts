import type { DecisionRecord } from "@/lib/contracts/planning-views";
import { listDecisionRows } from "@/lib/db/decisions";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";

/** A page of the looks that changed the automation's mind, newest first; `before` is the id of the last one seen. */
export async function listDecisions(
  tx: Tx,
  project: ProjectRow,
  page: { before: number | null; limit: number },
): Promise<{ decisions: DecisionRecord[]; serverTime: string }> {
  const { now } = await readStamp(tx);
  const rows = await listDecisionRows(tx, { projectId: project.id, ...page });
  return {
    decisions: rows.map(({ id, action, sentence, inputs, gates, at }) => ({
      id,
      action,
      sentence,
      inputs,
      // Looks of before gates told what to do about them have no action.
      gates: gates.map((gate) => ({ ...gate, action: gate.action ?? null })),
      at: at.toISOString(),
    })),
    serverTime: now.toISOString(),
  };
}
