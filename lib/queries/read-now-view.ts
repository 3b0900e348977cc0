import type { CommitView, NowView, QueuedCommitView, RolloutSummary } from "@/lib/contracts/views";
import { findBacklogStart } from "@/lib/db/automation";
import { findCommit } from "@/lib/db/commits";
import type { ProjectRow } from "@/lib/db/projects";
import { readQueue } from "@/lib/db/read-commits";
import { countFleetRevisions, readStamp } from "@/lib/db/read-projects";
import { listRolloutFacts, type RolloutFactsRow } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { readWorkerPulse } from "@/lib/db/workers";
import { hideSecrets } from "@/lib/domain/repository/repository-url";
import { workerSilenceSeconds } from "@/lib/domain/rollout/worker-silence";
import { agreeWithForecast } from "@/lib/domain/selection/agree-with-forecast";
import type { QueuePlace } from "@/lib/domain/selection/describe-queue";
import type { Forecast } from "@/lib/domain/selection/forecast";
import { offerBacklog } from "@/lib/domain/selection/offer-backlog";
import { buildCommitViews, firstLine } from "./build-commit-views";
import { buildRolloutSummaries, toTime } from "./build-rollout-summaries";
import { foreseeRollouts } from "./foresee-rollouts";
import { listRangeCommits } from "./list-range-commits";
import { lookAtMixedFleet } from "./look-at-mixed-fleet";
import type { AutomationLook } from "./look-at-project";
import { readAutomation } from "./read-automation";
import { readDecision } from "./read-decision";
import { viewInventory } from "./read-fleet";
import { readRedTrunk } from "./read-red-trunk";

const queueLimit = 200;
const didLimit = 10;

/** There are never more in flight than a project file has stages. */
const mostInFlight = 50;

/** Everything the Now page shows. */
export async function readNowView(tx: Tx, project: ProjectRow): Promise<NowView> {
  const { seq, now } = await readStamp(tx);
  const range = { projectId: project.id, before: null };
  const unfinished = await listRolloutFacts(tx, { ...range, which: "unfinished", limit: mostInFlight });
  const ended = await listRolloutFacts(tx, { ...range, which: "ended", limit: didLimit });
  const summaries = await buildRolloutSummaries(tx, project, [...unfinished, ...ended]);
  const inFlight = summaries.slice(0, unfinished.length);
  const { policy } = project;
  const { decision, queue: places, look } = await readDecision(tx, project);
  const forecast = await foreseeRollouts(tx, project, look);
  const agreed = agreeWithForecast(places, { ...forecast, next: forecast.rollouts[0]?.shas ?? null });
  return {
    seq,
    serverTime: now.toISOString(),
    project: project.slug,
    trunk: project.trunk,
    repositoryUrl: hideSecrets(project.repositoryUrl),
    fetch: { at: toTime(project.fetchedAt), error: project.fetchError },
    inventory: viewInventory(project),
    automation: await readAutomation(tx, project, { freeze: look.freeze, now: now.getTime() }),
    goalSeconds: policy.selection.goal,
    doing: await readDoing(tx, project, { row: unfinished.at(-1), summary: inFlight.at(-1) }),
    following: inFlight.slice(0, -1).reverse(),
    next: decision,
    ...(await readWaiting(tx, project, {
      places: agreed,
      foreseen: indexForecast(forecast, { slack: look.backlog.slackSeconds, isOneAhead: inFlight.length > 0 }),
    })),
    backlogOffer: buildBacklogOffer(look),
    redTrunk: await readRedTrunk(tx, project),
    did: summaries.slice(unfinished.length),
    live: await readLive(tx, project),
    fleet: await countFleetRevisions(tx, project.id),
    mixed: (await lookAtMixedFleet(tx, project))?.view ?? null,
    workersAlive: (await readWorkerPulse(tx, workerSilenceSeconds)).alive,
  };
}

async function readDoing(
  tx: Tx,
  project: ProjectRow,
  doing: { row: RolloutFactsRow | undefined; summary: RolloutSummary | undefined },
): Promise<NowView["doing"]> {
  if (!doing.row || !doing.summary) return null;
  const commits: CommitView[] = await listRangeCommits(tx, project, doing.row);
  return { ...doing.summary, commits };
}

/** The backlog with the place of every commit in it, and when it should be live. */
async function readWaiting(
  tx: Tx,
  project: ProjectRow,
  { places, foreseen }: { places: QueuePlace[]; foreseen: Map<string, QueuedCommitView["forecast"]> },
): Promise<Pick<NowView, "queue" | "queueTotal">> {
  const after = await findBacklogStart(tx, project.id);
  const { commits, total } = await readQueue(tx, { projectId: project.id, after, limit: queueLimit });
  const views = await buildCommitViews(tx, project, commits);
  const bySha = new Map(places.map((place) => [place.sha, place]));
  const queue = views.flatMap((view, index): QueuedCommitView[] => {
    // A commit that landed between the two reads shows with the next one, which its notice has already asked for.
    const place = bySha.get(view.sha);
    if (!place) return [];
    const deployBy = new Date(place.deployBy * 1000).toISOString();
    const { late, reason } = place;
    const authorEmail = commits[index]?.authorEmail ?? "";
    return [{ ...view, authorEmail, deployBy, late, reason, forecast: foreseen.get(view.sha) ?? null }];
  });
  return { queue, queueTotal: total };
}

/** @param by how many seconds each rollout may be slower than expected, and whether one has to end before the first */
function indexForecast(
  { rollouts }: Forecast,
  by: { slack: number; isOneAhead: boolean },
): Map<string, QueuedCommitView["forecast"]> {
  return new Map(
    rollouts.flatMap(({ shas, endsAt, assumes }, index) => {
      const slack = by.slack * (index + (by.isOneAhead ? 2 : 1));
      const latestAt = toTimeText(endsAt + slack);
      const forecast = { rollout: index + 1, liveAt: toTimeText(endsAt), latestAt, assumes };
      return shas.map((sha) => [sha, forecast] as const);
    }),
  );
}

function toTimeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function buildBacklogOffer({ backlog, selection, reasons }: AutomationLook): NowView["backlogOffer"] {
  const offer = offerBacklog(backlog, selection, reasons.why);
  return offer && { text: offer.text, toRevision: offer.sha, commitCount: offer.count };
}

async function readLive(tx: Tx, project: ProjectRow): Promise<NowView["live"]> {
  const [last] = await listRolloutFacts(tx, { projectId: project.id, which: "succeeded", before: null, limit: 1 });
  if (!last?.endedAt) return null;
  const commit = await findCommit(tx, project.id, last.toRevision);
  const title = firstLine(commit?.message ?? "");
  return { revision: last.toRevision, title, number: last.number, at: last.endedAt.toISOString() };
}
