import { storeHostCounters } from "@/lib/db/host-counters";
import { inTransaction } from "@/lib/db/transaction";
import type { Counters } from "@/lib/domain/access-log/read-counters";
import { requireRight } from "../access/require-right";
import type { ServiceContext } from "../context";
import { findProjectHost } from "./set-host-aside";

/**
 * Keeps what the service on a host counted; looks at the canary take it from there. It is a measurement, not an act: the
 * audit does not grow by it.
 * @throws SauronError "not-found", "forbidden"
 */
export async function reportCounters(
  ctx: ServiceContext,
  input: { projectId: number; host: string; requests: Counters },
): Promise<{ host: string; at: Date }> {
  return inTransaction(ctx.db.prisma, async (tx) => {
    await requireRight(tx, ctx, "report", input.projectId);
    const { host } = await findProjectHost(tx, input);
    return { host: host.name, ...(await storeHostCounters(tx, host.id, input.requests)) };
  });
}
