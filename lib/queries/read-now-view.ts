import type { CommitView, NowView, RolloutSummary } from "@/lib/contracts/views";
import { findCommit } from "@/lib/db/commits";
import type { ProjectRow } from "@/lib/db/projects";
import { countFleetRevisions, readStamp } from "@/lib/db/read-projects";
import { listRolloutFacts, type RolloutFactsRow } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { readWorkerPulse } from "@/lib/db/workers";
import { hideSecrets } from "@/lib/domain/repository/repository-url";
import { workerSilenceSeconds } from "@/lib/domain/rollout/worker-silence";
import { offerBacklog } from "@/lib/domain/selection/offer-backlog";
import { firstLine } from "./build-commit-views";
import { buildRolloutSummaries, toTime } from "./build-rollout-summaries";
import { listRangeCommits } from "./list-range-commits";
import { lookAtMixedFleet } from "./look-at-mixed-fleet";
import type { AutomationLook } from "./look-at-project";
import { readAutomation } from "./read-automation";
import { readDecision } from "./read-decision";
import { viewInventory } from "./read-fleet";
import { readQueueRows } from "./read-queue-rows";
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
    ...(await readQueueRows(tx, project, { places, look, after: null, limit: queueLimit })),
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
