import type { Actor, RolloutSummary, StageView } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import { listStageFacts, type RolloutFactsRow, readUsualDuration, type StageFactsRow } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { deriveStageState } from "@/lib/domain/rollout/derive-stage-state";
import { describeRollout } from "@/lib/domain/rollout/describe";
import { allowedFailures, defaultHostFailurePercent } from "@/lib/domain/rollout/failure-budget";
import { describeQuestion, type RolloutQuestion } from "@/lib/domain/rollout/questions";
import { addHostCounts } from "@/lib/domain/rollout/snapshot";
import { isFinal } from "@/lib/domain/rollout/states";
import { groupBy } from "./group-by";

/** What lists show of these rollouts of one project, in the same order. Two statements, however many there are. */
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
  const isOneRunning = rollouts.some((rollout) => !isFinal(rollout.state));
  const usualSeconds = isOneRunning ? await readUsualDuration(tx, project.id) : null;
  return rollouts.map((rollout) =>
    buildRolloutSummary({ slug: project.slug, rollout, stages: stages.get(rollout.id) ?? [], usualSeconds }),
  );
}

type SummaryParts = { slug: string; rollout: RolloutFactsRow; stages: StageFactsRow[]; usualSeconds: number | null };

function buildRolloutSummary({ slug, rollout, stages, usualSeconds }: SummaryParts): RolloutSummary {
  const hosts = addHostCounts(stages.map((stage) => stage.hosts));
  const percent = rollout.failurePercent ?? defaultHostFailurePercent;
  return {
    project: slug,
    number: rollout.number,
    kind: rollout.kind as RolloutSummary["kind"],
    state: rollout.state,
    sentence: describeState(rollout, stages),
    fromRevision: rollout.fromRevision,
    toRevision: rollout.toRevision,
    commitCount: rollout.commitCount,
    startedBy: { kind: rollout.startedByKind as Actor["kind"], name: rollout.startedByName },
    createdAt: rollout.createdAt.toISOString(),
    startedAt: toTime(rollout.startedAt),
    endedAt: toTime(rollout.endedAt),
    expectedEndAt: expectedEnd(rollout, usualSeconds),
    stages: stages.map((stage) => buildStageView(rollout, stage)),
    hosts,
    failureBudget: {
      // A host nobody knows the result of is not a success.
      failed: hosts.failed + hosts.unknown,
      allowed: allowedFailures(hosts.total, percent),
      percent,
    },
    abort:
      rollout.abortRequestedAt === null
        ? null
        : { requestedAt: rollout.abortRequestedAt.toISOString(), by: rollout.abortRequestedBy ?? "somebody" },
    approval: buildApproval(rollout),
    question: rollout.question && { code: rollout.question, text: askQuestion(rollout, rollout.question) },
  };
}

function describeState(rollout: RolloutFactsRow, stages: StageFactsRow[]): string {
  const stage = stages[rollout.stageIndex];
  return describeRollout({
    state: rollout.state,
    stage: stage?.name ?? null,
    stageHosts: { succeeded: stage?.hosts.succeeded ?? 0, total: stage?.hosts.total ?? 0 },
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

function buildStageView(rollout: RolloutFactsRow, stage: StageFactsRow): StageView {
  return {
    index: stage.index,
    name: stage.name,
    state: deriveStageState(rollout, stage.index),
    hosts: stage.hosts,
    startedAt: toTime(stage.startedAt),
    deployedAt: toTime(stage.deployedAt),
    bakeUntil: toTime(stage.bakeUntil),
    passedAt: toTime(stage.passedAt),
    verdict: stage.verdict,
  };
}

function expectedEnd(rollout: RolloutFactsRow, usualSeconds: number | null): string | null {
  if (isFinal(rollout.state) || rollout.startedAt === null || usualSeconds === null) return null;
  return new Date(rollout.startedAt.getTime() + usualSeconds * 1000).toISOString();
}

export function toTime(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
