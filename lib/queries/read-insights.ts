import type { InsightsView } from "@/lib/contracts/insights-views";
import type { ProjectRow } from "@/lib/db/projects";
import { listCanaryWords, listRolloutsSince, listWentLive } from "@/lib/db/read-insights";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import { listDays } from "@/lib/domain/insights/list-days";
import { measureInsights } from "@/lib/domain/insights/measure-insights";

export type InsightsWanted = { days: number; zone: string };

/** How the delivery of a project has gone in so many days of a time zone, the last one being today. */
export async function readInsights(tx: Tx, project: ProjectRow, { days, zone }: InsightsWanted): Promise<InsightsView> {
  const { now } = await readStamp(tx);
  const window = { days: listDays(now.getTime(), days, zone), words: `in these ${days} days` };
  const from = new Date(window.days[0]?.from ?? now);
  const since = { projectId: project.id, from };
  const facts = {
    rollouts: await listRolloutsSince(tx, since),
    canaryWords: await listCanaryWords(tx, since),
    wentLive: await listWentLive(tx, { ...since, baseline: project.baseline }),
  };
  const scope = { window, goal: project.policy.selection.goal };
  return {
    ...{ project: project.slug, days, zone },
    ...measureInsights(facts, scope),
    from: from.toISOString(),
    serverTime: now.toISOString(),
  };
}
