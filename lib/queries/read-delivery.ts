import type { DeliveryDetail } from "@/lib/contracts/intake-views";
import { findDelivery } from "@/lib/db/deliveries";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { buildDeliveryView } from "./list-deliveries";

/**
 * One delivery: what came, and what was understood.
 * @throws SauronError not-found
 */
export async function readDelivery(tx: Tx, project: ProjectRow, id: number): Promise<DeliveryDetail> {
  const { now } = await readStamp(tx);
  const found = await findDelivery(tx, project.id, id);
  if (!found) {
    const message = `Project "${project.slug}" has no delivery ${id}; they are kept for 14 days.`;
    throw new SauronError("not-found", message);
  }
  const { row, content } = found;
  return {
    ...buildDeliveryView(row),
    headers: content.headers as Record<string, string>,
    body: new TextDecoder().decode(content.body),
    facts: (content.facts ?? []) as Record<string, unknown>[],
    serverTime: now.toISOString(),
  };
}
