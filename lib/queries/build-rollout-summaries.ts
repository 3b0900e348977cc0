import type { Actor, HostCounts, RolloutSummary, StageView } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import {
  listStageFacts,
  type RolloutFactsRow,
  readUsualDuration,
  type StageFactsRow,
  type UsualDuration,
} from "@/lib/db/read-rollouts";
import { findAheadOfPassed } from "@/lib/db/rollouts-ahead";
import type { Tx } from "@/lib/db/transaction";
import { readWorkerPulse } from "@/lib/db/workers";
import { deriveStageState } from "@/lib/domain/rollout/derive-stage-state";
import { describeRollout } from "@/lib/domain/rollout/describe";
import { allowedFailures, defaultHostFailurePercent } from "@/lib/domain/rollout/failure-budget";
import { describeQuestion, type RolloutQuestion } from "@/lib/domain/rollout/questions";
import { addHostCounts } from "@/lib/domain/rollout/snapshot";
import { isFinal } from "@/lib/domain/rollout/states";
import { workerSilenceSeconds } from "@/lib/domain/rollout/worker-silence";
import { findSilence } from "./find-silence";
import { groupBy } from "./group-by";

/** What lists show of these rollouts of one project, in the same order. As many statements, however many are over. */
export async function buildRolloutSummaries(
  tx: Tx,
  project: Pick<ProjectRow, "id" | "slug">,
  rollouts: RolloutFactsRow[],
): Promise<RolloutSummary[]> {
  const stages = groupBy(
    await listStageFacts(
      tx,
      rollouts.map((rollout) => rollout.id),
    ),
    (stage) => stage.rolloutId,
  );
  const running = rollouts.find((rollout) => !isFinal(rollout.state));
  const ofRollbacks = running?.kind === "rollback";
  const usual = running ? await readUsualDuration(tx, { projectId: project.id, ofRollbacks }) : null;
  const baking = rollouts.filter(({ state }) => state === "baking");
  const ahead = await findAheadOfPassed(
    tx,
    baking.map(({ id }) => id),
  );
  const pulse = running ? await readWorkerPulse(tx, workerSilenceSeconds) : null;
  const summaries: RolloutSummary[] = [];
  for (const rollout of rollouts) {
    const parts = {
      slug: project.slug,
      rollout,
      stages: stages.get(rollout.id) ?? [],
      usual,
      ahead: ahead.get(rollout.id) ?? null,
      // Asks only for those that are not over.
      silentSince: pulse && (await findSilence(tx, rollout, pulse)),
    };
    summaries.push(buildRolloutSummary(parts));
  }
  return summaries;
}

type SummaryParts = {
  slug: string;
  rollout: RolloutFactsRow;
  stages: StageFactsRow[];
  usual: UsualDuration | null;
  /** Number of the rollout whose leaving of the next stage is all it waits for; null = there is none. */
  ahead: number | null;
  /** Since when nobody works on it; null = somebody does, or nothing is to be done. */
  silentSince: Date | null;
};

function buildRolloutSummary({ slug, rollout, stages, usual, ahead, silentSince }: SummaryParts): RolloutSummary {
  const hosts = addHostCounts(stages.map((stage) => stage.hosts));
  return {
    project: slug,
    number: rollout.number,
    kind: rollout.kind,
    state: rollout.state,
    sentence: describeState(rollout, stages, ahead),
    fromRevision: rollout.fromRevision,
    toRevision: rollout.toRevision,
    commitCount: rollout.commitCount,
    startedBy: { kind: rollout.startedByKind as Actor["kind"], name: rollout.startedByName },
    createdAt: rollout.createdAt.toISOString(),
    startedAt: toTime(rollout.startedAt),
    endedAt: toTime(rollout.endedAt),
    expectedEndAt: endAfter(rollout, usual?.median),
    latestEndAt: endAfter(rollout, usual?.slowest),
    stages: stages.map((stage) => buildStageView(rollout, stage, ahead)),
    hosts,
    failureBudget: buildBudget(hosts, rollout.failurePercent ?? defaultHostFailurePercent),
    abort:
      rollout.abortRequestedAt === null
        ? null
        : { requestedAt: rollout.abortRequestedAt.toISOString(), by: rollout.abortRequestedBy ?? "somebody" },
    approval: buildApproval(rollout),
    undoes: rollout.undoes,
    undoneBy: rollout.undoneBy,
    thenRollBack: rollout.thenRollBack,
    workerSilentSince: toTime(silentSince),
    question: rollout.question && { code: rollout.question, text: askQuestion(rollout, rollout.question) },
  };
}

function describeState(rollout: RolloutFactsRow, stages: StageFactsRow[], ahead: number | null): string {
  const stage = stages[rollout.stageIndex];
  const next = stages[rollout.stageIndex + 1];
  return describeRollout({
    state: rollout.state,
    stage: stage?.name ?? null,
    stageHosts: { succeeded: stage?.hosts.succeeded ?? 0, total: stage?.hosts.total ?? 0 },
    isWatched: rollout.stageRules?.[rollout.stageIndex]?.bake?.analysis ?? false,
    waitsFor: ahead === null ? null : { number: ahead, stage: next?.name ?? "the next stage" },
    failureReason: rollout.failureReason,
    holdReason: rollout.holdReason,
    abortedBy: rollout.abortRequestedBy,
    question: rollout.question && askQuestion(rollout, rollout.question),
  });
}

function askQuestion(rollout: RolloutFactsRow, question: RolloutQuestion): string {
  const { commitCount, toRevision, approvedBy, holdReason } = rollout;
  return describeQuestion({ question, commitCount, toRevision, approvedBy, holdReason });
}

function buildApproval({ approvedBy, approvedAt, approvalReason }: RolloutFactsRow): RolloutSummary["approval"] {
  if (approvedAt === null) return null;
  return { by: approvedBy ?? "somebody", at: approvedAt.toISOString(), reason: approvalReason };
}

function buildBudget({ failed, unknown, total }: HostCounts, percent: number): RolloutSummary["failureBudget"] {
  // A host nobody knows the result of is not a success.
  return { failed: failed + unknown, allowed: allowedFailures(total, percent), percent };
}

function buildStageView(rollout: RolloutFactsRow, stage: StageFactsRow, ahead: number | null): StageView {
  const rules = rollout.stageRules?.[stage.index];
  const waitsToLeave = ahead !== null && stage.index === rollout.stageIndex;
  return {
    index: stage.index,
    name: stage.name,
    state: waitsToLeave ? "passed" : deriveStageState(rollout, stage.index),
    hosts: stage.hosts,
    startedAt: toTime(stage.startedAt),
    deployedAt: toTime(stage.deployedAt),
    bakeUntil: toTime(stage.bakeUntil),
    passedAt: toTime(stage.passedAt),
    failureBudget: rules?.hostFailureBudget === undefined ? null : buildBudget(stage.hosts, rules.hostFailureBudget),
    isWatched: rules?.bake?.analysis ?? false,
    verdict: stage.verdict,
  };
}

function endAfter(rollout: RolloutFactsRow, seconds: number | undefined): string | null {
  if (isFinal(rollout.state) || rollout.startedAt === null || seconds === undefined) return null;
  return new Date(rollout.startedAt.getTime() + seconds * 1000).toISOString();
}

export function toTime(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
