import type { HostDeployView, RolloutEventView, RolloutView } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import { countFleetRevisions, readStamp } from "@/lib/db/read-projects";
import {
  findDecisionSentence,
  findRolloutFacts,
  findSilentWorker,
  type HostDeployFactsRow,
  listHostDeployFacts,
  listRolloutEvents,
  listRolloutFacts,
  type RolloutEventRow,
  type RolloutFactsRow,
} from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { readWorkerPulse } from "@/lib/db/workers";
import { decidePermissions } from "@/lib/domain/rollout/decide-permissions";
import type { RolloutState } from "@/lib/domain/rollout/states";
import { isFinal } from "@/lib/domain/rollout/states";
import { workerSilenceSeconds } from "@/lib/domain/rollout/worker-silence";
import { SauronError } from "@/lib/errors";
import { buildRolloutSummaries, toTime } from "./build-rollout-summaries";
import { listRangeCommits } from "./list-range-commits";

/**
 * Everything the rollout page shows except its log.
 * @throws SauronError not-found
 */
export async function readRolloutView(tx: Tx, project: ProjectRow, number: number): Promise<RolloutView> {
  const { seq, now } = await readStamp(tx);
  const rollout = await findRolloutFacts(tx, { projectId: project.id, number });
  if (!rollout) throw new SauronError("not-found", `Project "${project.slug}" has no rollout #${number}.`);
  const [summary] = await buildRolloutSummaries(tx, project, [rollout]);
  if (!summary) throw new Error("a rollout without a summary");
  return {
    ...summary,
    seq,
    serverTime: now.toISOString(),
    commits: await listRangeCommits(tx, project, rollout),
    hostDeploys: (await listHostDeployFacts(tx, rollout.id)).map(toHostDeployView),
    events: (await listRolloutEvents(tx, rollout.id)).map(toEventView),
    decision: rollout.decisionId === null ? null : await findDecisionSentence(tx, rollout.decisionId),
    logLines: rollout.nextLogLine - 1,
    workerSilentSince: toTime(await findSilence(tx, rollout)),
    fleet: await countFleetRevisions(tx, project.id),
    lastGood: await readLastGood(tx, rollout),
    can: decidePermissions(rollout),
  };
}

function toHostDeployView(row: HostDeployFactsRow): HostDeployView {
  const { host, stage, labels, state, attempt, step, exitCode, reason, lastErrorLine, currentRevision } = row;
  const times = { startedAt: toTime(row.startedAt), endedAt: toTime(row.endedAt) };
  return { host, stage, labels, state, attempt, step, exitCode, reason, lastErrorLine, currentRevision, ...times };
}

function toEventView(row: RolloutEventRow): RolloutEventView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    event: row.event,
    from: row.from as RolloutState | null,
    to: row.to as RolloutState | null,
    actor: { kind: row.actorKind as RolloutEventView["actor"]["kind"], name: row.actorName },
    reason: row.reason,
  };
}

/** Since when nobody works on a rollout that needs work; null when somebody does, or nothing is to be done. */
async function findSilence(tx: Tx, rollout: RolloutFactsRow): Promise<Date | null> {
  if (isFinal(rollout.state) || rollout.state === "held" || rollout.question !== null) return null;
  const pulse = await readWorkerPulse(tx, workerSilenceSeconds);
  if (pulse.alive === 0) return pulse.lastBeatAt ?? rollout.createdAt;
  return findSilentWorker(tx, rollout.id, workerSilenceSeconds);
}

async function readLastGood(tx: Tx, rollout: RolloutFactsRow): Promise<RolloutView["lastGood"]> {
  const range = { projectId: rollout.projectId, before: rollout.number, limit: 1 };
  const [good] = await listRolloutFacts(tx, { ...range, which: "succeeded" });
  return good ? { number: good.number, revision: good.toRevision } : null;
}
