import type { z } from "zod";
import type { journeyStepSchema } from "@/lib/contracts/api";
import type { CommitView, RolloutSummary } from "@/lib/contracts/views";
import { findBacklogStart } from "@/lib/db/automation";
import { findCommit } from "@/lib/db/commits";
import type { ProjectRow } from "@/lib/db/projects";
import type { CommitRow } from "@/lib/db/read-commits";
import { findRolloutFacts, listRolloutFacts } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import {
  type CarryingRollout,
  describeJourney,
  type JourneyFacts,
  type WatchedStage,
} from "@/lib/domain/commit/describe-journey";
import type { RolloutState } from "@/lib/domain/rollout/states";
import { agreeWithForecast } from "@/lib/domain/selection/agree-with-forecast";
import { describeQueue } from "@/lib/domain/selection/describe-queue";
import type { CommitTestStatus } from "@/lib/domain/test-run/derive-test-status";
import { visibleText } from "@/lib/domain/visible-text";
import { buildRolloutSummaries } from "./build-rollout-summaries";
import { foreseeRollouts } from "./foresee-rollouts";
import { lookAtProject } from "./look-at-project";
import { toTimeText } from "./to-time-text";

type Step = z.infer<typeof journeyStepSchema>;

type Known = {
  commit: CommitRow;
  view: CommitView;
  /** Rollouts that carried it, newest first. */
  rollouts: { number: number; state: RolloutState }[];
  hosts: { live: number; total: number; setAside: number };
};

/** Where a commit is on its way to the fleet. */
export async function readJourney(
  tx: Tx,
  project: ProjectRow,
  { commit, view, rollouts, hosts }: Known,
): Promise<Step[]> {
  const newest = await readRollout(tx, project, rollouts[0]?.number);
  const done = rollouts.find((rollout) => rollout.state === "succeeded");
  const arrived = done?.number === newest?.number ? newest : await readRollout(tx, project, done?.number);
  const steps = describeJourney({
    author: visibleText(commit.author),
    landedAt: commit.landedAt.getTime() / 1000,
    trunk: project.trunk,
    orphaned: commit.orphaned,
    tests: view.testStatus as CommitTestStatus,
    contexts: view.testRuns.map((run) => ({ ...run, finishedAt: toSeconds(run.finishedAt) })),
    place: await findPlace(tx, project, commit),
    rollout: newest,
    arrived,
    rolledBackBy: arrived && (await findRollback(tx, project, commit)),
    hosts,
  });
  return steps.map((step) => ({ ...step, at: toText(step.at), expectedAt: toText(step.expectedAt) }));
}

async function readRollout(tx: Tx, project: ProjectRow, number: number | undefined): Promise<CarryingRollout | null> {
  const facts = number === undefined ? null : await findRolloutFacts(tx, { projectId: project.id, number });
  const [summary] = facts ? await buildRolloutSummaries(tx, project, [facts]) : [];
  if (!summary) return null;
  return {
    number: summary.number,
    state: summary.state,
    sentence: summary.sentence,
    startedAt: toSeconds(summary.startedAt),
    endedAt: toSeconds(summary.endedAt),
    expectedEndAt: toSeconds(summary.expectedEndAt),
    canary: findCanary(summary),
  };
}

/** The first stage that is watched; before that is known, the first of several. */
function findCanary({ stages }: RolloutSummary): WatchedStage | null {
  const watched = stages.find((stage) => stage.bakeUntil !== null || stage.verdict !== null);
  const canary = watched ?? (stages.length > 1 ? stages[0] : undefined);
  if (!canary) return null;
  const { name, state } = canary;
  const [bakeUntil, passedAt] = [toSeconds(canary.bakeUntil), toSeconds(canary.passedAt)];
  return { name, state, bakeUntil, passedAt, why: canary.verdict?.why ?? null };
}

async function findPlace(tx: Tx, project: ProjectRow, commit: CommitRow): Promise<JourneyFacts["place"]> {
  const isWaiting = !commit.orphaned && commit.position > (await findBacklogStart(tx, project.id));
  if (!isWaiting) return null;
  const look = await lookAtProject(tx, project);
  const outlook = await foreseeRollouts(tx, project, look);
  const { rollouts } = outlook;
  const waiting = describeQueue(look.backlog, look.selection);
  const places = agreeWithForecast(waiting, { ...outlook, next: rollouts[0]?.shas ?? null });
  const place = places.find(({ sha }) => sha === commit.sha);
  if (!place) return null;
  const index = rollouts.findIndex(({ shas }) => shas.includes(commit.sha));
  const foreseen = rollouts[index];
  return { text: place.reason.text, foreseen: foreseen ? { ...foreseen, place: index + 1 } : null };
}

/** The newest rollout that was done, when it went back to before the commit. */
async function findRollback(tx: Tx, project: ProjectRow, commit: CommitRow): Promise<number | null> {
  const [last] = await listRolloutFacts(tx, { projectId: project.id, which: "succeeded", before: null, limit: 1 });
  const target = last && (await findCommit(tx, project.id, last.toRevision));
  return last && target && target.position < commit.position ? last.number : null;
}

function toSeconds(time: string | null): number | null {
  return time === null ? null : Date.parse(time) / 1000;
}

function toText(seconds: number | null): string | null {
  return seconds === null ? null : toTimeText(seconds);
}
