import type { RolloutPreview } from "@/lib/contracts/planning-views";
import type { CommitView } from "@/lib/contracts/views";
import { findCommits } from "@/lib/db/commits";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import { listSetAside } from "@/lib/db/set-aside";
import type { Tx } from "@/lib/db/transaction";
import { describeDuration } from "@/lib/domain/describe-duration";
import { describeSteps, listVariables } from "@/lib/domain/rollout/describe-steps";
import { findHolds } from "@/lib/domain/selection/find-holds";
import type { Forecast } from "@/lib/domain/selection/forecast";
import type { QueuedCommit } from "@/lib/domain/selection/queued-commit";
import { buildCommitViews } from "./build-commit-views";
import { findChosenRange } from "./find-chosen-range";
import { foreseeRollouts } from "./foresee-rollouts";
import { lookAtProject } from "./look-at-project";
import { type ResolvedStage, resolveStages } from "./resolve-stages";

/** Candidates shown, the newest. */
const mostCandidates = 200;

/** Commits of a range shown, those next to the target: a backlog has no limit. */
const mostCommits = 500;

/**
 * What a rollout to a commit of a person's choice would be; without one, to the newest that could be the target.
 * @throws SauronError as `findChosenRange`
 */
export async function previewRollout(tx: Tx, project: ProjectRow, to: string | null): Promise<RolloutPreview> {
  const { now } = await readStamp(tx);
  const look = await lookAtProject(tx, project);
  const range = await findChosenRange(tx, project, { look, to });
  const { queue, policy } = look.backlog;
  const forecast = await foreseeRollouts(tx, project, look);
  const [included, notIncluded, candidates] = await viewCommits(tx, project, [
    queue.slice(Math.max(0, range.count - mostCommits), range.count),
    queue.slice(range.count, range.count + mostCommits),
    listCandidates(queue),
  ]);
  return {
    project: project.slug,
    fromRevision: range.fromRevision,
    toRevision: range.toRevision,
    trunkHead: range.trunkHead,
    kind: range.kind,
    counts: { included: range.count, notIncluded: queue.length - range.count },
    included,
    notIncluded,
    candidates,
    whyNotByItself: range.whyNot,
    refusal: range.refusal,
    isRisky: range.isRisky,
    ...(await describePlan(tx, project)),
    expectedSeconds: policy.rolloutSeconds,
    alternative: describeAlternative(forecast, {
      sha: range.toRevision,
      now: look.backlog.now,
      cap: policy.maxCommits,
    }),
    serverTime: now.toISOString(),
  };
}

/** Newest first. */
function listCandidates(queue: readonly QueuedCommit[]): QueuedCommit[] {
  const holds = findHolds(queue);
  return queue
    .filter((commit, position) => commit.tests === "passed" && holds[position] === null)
    .slice(-mostCandidates)
    .reverse();
}

/** Views of several lists, each commit read once. */
async function viewCommits<Lists extends [QueuedCommit[], QueuedCommit[], QueuedCommit[]]>(
  tx: Tx,
  project: ProjectRow,
  lists: Lists,
): Promise<[CommitView[], CommitView[], CommitView[]]> {
  const shas = [...new Set(lists.flat().map((commit) => commit.sha))];
  const views = await buildCommitViews(tx, project, await findCommits(tx, project.id, shas));
  const bySha = new Map(views.map((view) => [view.sha, view]));
  const [included, notIncluded, candidates] = lists.map((list) => list.flatMap(({ sha }) => bySha.get(sha) ?? []));
  return [included ?? [], notIncluded ?? [], candidates ?? []];
}

type PreviewedPlan = Pick<RolloutPreview, "hosts" | "stages" | "setAside" | "steps" | "variables">;

async function describePlan(tx: Tx, project: ProjectRow): Promise<PreviewedPlan> {
  const stages = (await resolveStages(tx, project)).map(describeStage);
  return {
    stages,
    setAside: (await listSetAside(tx, project.id)).map(({ host }) => host),
    hosts: stages.reduce((sum, stage) => sum + stage.hosts, 0),
    steps: describeSteps(project.policy.deploy.steps),
    variables: listVariables(project.policy.deploy.env),
  };
}

function describeStage({ stage, hosts }: ResolvedStage): RolloutPreview["stages"][number] {
  const { name, order = "listed", concurrency, hostFailureBudget = null, bake } = stage;
  return {
    name,
    hosts: hosts.length,
    hostNames: hosts.map((host) => host.name),
    order,
    concurrency,
    failurePercent: hostFailureBudget,
    bake: bake ? { seconds: bake.for + (bake.analysis ? bake.warmup : 0), analysis: bake.analysis } : null,
  };
}

/** How the automation gets to the same commit by itself. */
function describeAlternative(
  { rollouts }: Forecast,
  { sha, now, cap }: { sha: string; now: number; cap: number },
): RolloutPreview["alternative"] {
  const last = rollouts.findIndex(({ shas }) => shas.includes(sha));
  const rollout = rollouts[last];
  if (!rollout) return null;
  const count = last + 1;
  const seconds = rollout.endsAt - now;
  const pace = count === 1 ? "" : cap === 1 ? "1 at a time: " : `up to ${cap} at a time: `;
  const conditions = new Set(rollouts.slice(0, count).flatMap(({ assumes }) => assumes ?? []));
  const assumes = conditions.size === 0 ? "" : `, ${[...conditions].slice(0, 2).join(", ")}`;
  const told = `${pace}${count === 1 ? "1 rollout" : `${count} rollouts`}, about ${describeDuration(seconds)}${assumes}`;
  return { rollouts: count, seconds, text: `${told.charAt(0).toUpperCase()}${told.slice(1)}` };
}
