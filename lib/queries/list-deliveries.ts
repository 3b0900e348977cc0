import type { DeliveryState, DeliveryView, SourceKind } from "@/lib/contracts/intake-views";
import { type DeliveryRow, listDeliveries as listDeliveryRows } from "@/lib/db/deliveries";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import { visibleText } from "@/lib/domain/visible-text";

export type DeliveriesWanted = {
  source: string | null;
  state: DeliveryState | null;
  before: number | null;
  limit: number;
};

/** What the senders of a project delivered, newest first; `before` is the id of the last one seen. */
export async function listDeliveries(
  tx: Tx,
  project: ProjectRow,
  wanted: DeliveriesWanted,
): Promise<{ deliveries: DeliveryView[]; serverTime: string }> {
  const { now } = await readStamp(tx);
  const rows = await listDeliveryRows(tx, { projectId: project.id, ...wanted });
  return { deliveries: rows.map(buildDeliveryView), serverTime: now.toISOString() };
}

export function buildDeliveryView(row: DeliveryRow): DeliveryView {
  const { id, deliveryKey, event, summary, bytes, times } = row;
  return {
    id,
    source: { key: row.sourceKey, name: row.sourceName, kind: row.sourceKind as SourceKind },
    deliveryKey,
    event: event && visibleText(event),
    state: row.state as DeliveryState,
    summary: summary && visibleText(summary),
    bytes,
    times,
    receivedAt: row.receivedAt.toISOString(),
    processedAt: row.processedAt?.toISOString() ?? null,
  };
}
