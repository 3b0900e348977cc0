import type { PushedPolicy } from "@/lib/contracts/canary-policy";
import { findHostCounters } from "@/lib/db/host-counters";
import { type Counters, subtractCounters } from "@/lib/domain/access-log/read-counters";
import type { WorkerContext } from "../context";
import type { Counted } from "./count-by-metrics";

/** What a host told it counted since the last look, as long as it tells at all. The first look only notes it. */
export async function countPushed(
  ctx: WorkerContext,
  host: { id: number; name: string },
  { pushed, before }: { pushed: PushedPolicy; before: Counters | null },
): Promise<Counted> {
  const told = await findHostCounters(ctx.db.prisma, host.id);
  if (!told) return { reason: `${host.name} has reported no counters yet.` };
  if (told.age > pushed.freshFor) {
    const silence = `${host.name} reported its counters ${Math.round(told.age)} s ago`;
    return { reason: `${silence}; after ${pushed.freshFor} s they tell nothing.` };
  }
  const { counters } = told;
  return { codes: before ? subtractCounters(counters, before) : {}, cursor: { counters } };
}
