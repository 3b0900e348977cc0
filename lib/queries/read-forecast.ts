import type { ForecastView } from "@/lib/contracts/planning-views";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import { foreseeRollouts } from "./foresee-rollouts";
import { lookAtProject } from "./look-at-project";
import { toTimeText } from "./to-time-text";

/** Which commits travel together and when, and why the others wait. */
export async function readForecast(tx: Tx, project: ProjectRow): Promise<ForecastView & { serverTime: string }> {
  const { now } = await readStamp(tx);
  const look = await lookAtProject(tx, project);
  const { rollouts, waiting } = await foreseeRollouts(tx, project, look);
  return {
    rollouts: rollouts.map(({ shas, startsAt, endsAt, assumes }, index) => ({
      place: index + 1,
      shas,
      startsAt: toTimeText(startsAt),
      endsAt: toTimeText(endsAt),
      assumes,
    })),
    waiting,
    expectedRolloutSeconds: look.backlog.policy.rolloutSeconds,
    computedAt: toTimeText(look.backlog.now),
    serverTime: now.toISOString(),
  };
}
