import type { NowView, QueuedCommitView } from "@/lib/contracts/views";
import { findBacklogStart } from "@/lib/db/automation";
import type { ProjectRow } from "@/lib/db/projects";
import { readQueue } from "@/lib/db/read-commits";
import type { Tx } from "@/lib/db/transaction";
import { agreeWithForecast } from "@/lib/domain/selection/agree-with-forecast";
import type { QueuePlace } from "@/lib/domain/selection/describe-queue";
import { buildCommitViews } from "./build-commit-views";
import { foreseeRollouts, type Outlook } from "./foresee-rollouts";
import type { AutomationLook } from "./look-at-project";
import { toTimeText } from "./to-time-text";

type Want = {
  places: QueuePlace[];
  look: AutomationLook;
  /** Position of the commit they follow; null = from the beginning. */
  after: number | null;
  limit: number;
};

/** A part of the backlog with the place of every commit in it, and when it should be live; the total counts from there. */
export async function readQueueRows(
  tx: Tx,
  project: ProjectRow,
  { places, look, after, limit }: Want,
): Promise<Pick<NowView, "queue" | "queueTotal">> {
  const forecast = await foreseeRollouts(tx, project, look);
  const agreed = agreeWithForecast(places, { ...forecast, next: forecast.rollouts[0]?.shas ?? null });
  const start = await findBacklogStart(tx, project.id);
  const range = { projectId: project.id, after: Math.max(start, after ?? start), limit };
  const { commits, total } = await readQueue(tx, range);
  const views = await buildCommitViews(tx, project, commits);
  const bySha = new Map(agreed.map((place) => [place.sha, place]));
  const foreseen = indexForecast(forecast, look.backlog.slackSeconds);
  const queue = views.flatMap((view, index): QueuedCommitView[] => {
    // A commit that landed between the two reads shows with the next one, which its notice has already asked for.
    const place = bySha.get(view.sha);
    if (!place) return [];
    const deployBy = toTimeText(place.deployBy);
    const { late, reason } = place;
    const authorEmail = commits[index]?.authorEmail ?? "";
    return [{ ...view, authorEmail, deployBy, late, reason, forecast: foreseen.get(view.sha) ?? null }];
  });
  return { queue, queueTotal: total };
}

/** @param slackSeconds by how much each rollout may be slower than expected */
function indexForecast(
  { rollouts, isOneAhead }: Outlook,
  slackSeconds: number,
): Map<string, QueuedCommitView["forecast"]> {
  return new Map(
    rollouts.flatMap(({ shas, endsAt, assumes }, index) => {
      const latest = endsAt + slackSeconds * (index + (isOneAhead ? 2 : 1));
      const forecast = { rollout: index + 1, liveAt: toTimeText(endsAt), latestAt: toTimeText(latest), assumes };
      return shas.map((sha) => [sha, forecast] as const);
    }),
  );
}
