import type { MetricsPolicy } from "@/lib/contracts/canary-policy";
import { type Counters, readCounters, subtractCounters } from "@/lib/domain/access-log/read-counters";
import type { SshTarget } from "@/lib/integrations/ssh/fleet-ssh";
import type { WorkerContext } from "../context";

/** Requests since the last look by status code and where the next one goes on, or why nothing is known. */
export type Counted = { codes: Counters; cursor: { counters: Counters } } | { reason: string };

/** What a host counted since the last look, and what its counters show now. The first look only notes them. */
export async function countByMetrics(
  ctx: WorkerContext,
  target: SshTarget,
  { metrics, before }: { metrics: MetricsPolicy; before: Counters | null },
): Promise<Counted> {
  const page = await ctx.ssh.readPage(target, metrics.url);
  if (!page.reached) return { reason: page.reason };
  const counters = readCounters(page.text, metrics);
  if (!counters) {
    const { url, requests, codeLabel } = metrics;
    return { reason: `${url} on ${target.name} shows no counter ${requests} with a status code in "${codeLabel}".` };
  }
  return { codes: before ? subtractCounters(counters, before) : {}, cursor: { counters } };
}
