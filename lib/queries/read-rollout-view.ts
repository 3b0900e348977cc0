import type { HostDeployView, RolloutEventView, RolloutSummary, RolloutView } from "@/lib/contracts/views";
import { findCommit } from "@/lib/db/commits";
import type { ProjectRow } from "@/lib/db/projects";
import { countFleetRevisions, readStamp } from "@/lib/db/read-projects";
import {
  findDecisionSentence,
  findRolloutFacts,
  findRolloutFile,
  type HostDeployFactsRow,
  listHostDeployFacts,
  listRolloutEvents,
  type RolloutEventRow,
  type RolloutFactsRow,
} from "@/lib/db/read-rollouts";
import { findNewestOnHosts, listPastRevisions } from "@/lib/db/rollbacks";
import type { Tx } from "@/lib/db/transaction";
import { nameRule } from "@/lib/domain/canary/find-failed-limits";
import type { Watch } from "@/lib/domain/canary/list-extensions";
import { listRollbackCandidates } from "@/lib/domain/rollback/rollback-targets";
import { decidePermissions } from "@/lib/domain/rollout/decide-permissions";
import { maxProbes } from "@/lib/domain/rollout/probe-limits";
import type { RolloutState } from "@/lib/domain/rollout/states";
import { SauronError } from "@/lib/errors";
import { buildRolloutSummaries, toTime } from "./build-rollout-summaries";
import { listRangeCommits } from "./list-range-commits";
import { lookAtMixedFleet } from "./look-at-mixed-fleet";
import { readHostTroubles } from "./read-fleet";
import { readShadow } from "./read-shadow";

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
    hostDeploys: (await listHostDeployFacts(tx, rollout.id, maxProbes)).map(toHostDeployView),
    events: (await listRolloutEvents(tx, rollout.id)).map(toEventView),
    decision: rollout.decisionId === null ? null : await findDecisionSentence(tx, rollout.decisionId),
    projectFile: await readFile(tx, rollout.id, summary),
    shadow: project.policy.canary.shadow === true ? (await readShadow(tx, project)).any.sentence : null,
    logLines: rollout.nextLogLine - 1,
    fleet: await countFleetRevisions(tx, project.id),
    ...(await readHostTroubles(tx, project.id)),
    lastGood: await readLastGood(tx, rollout),
    mixed: await readMixed(tx, project, rollout),
    can: decidePermissions({
      ...rollout,
      watched: findWatched(rollout, summary),
      newestOnHosts: (await findNewestOnHosts(tx, project.id))?.number ?? null,
    }),
  };
}

/** A stage without hosts, as the rest of a fleet of one is, has nothing to watch. */
function findWatched({ stageRules }: RolloutFactsRow, { stages }: RolloutSummary): Watch | null {
  const stage = stages.find(({ state, isWatched, hosts }) => state === "baking" && isWatched && hosts.total > 0);
  const bake = stage && stageRules?.[stage.index]?.bake;
  if (!bake || !stage.deployedAt || !stage.bakeUntil) return null;
  return { bake, deployedAt: Date.parse(stage.deployedAt), bakeUntil: Date.parse(stage.bakeUntil) };
}

/** Limits are told where there are stages whose numbers are judged. */
async function readFile(tx: Tx, id: number, { stages }: RolloutSummary): Promise<RolloutView["projectFile"]> {
  const file = await findRolloutFile(tx, id);
  if (!file) throw new Error("a rollout without its rules");
  const rules = stages.some(({ isWatched }) => isWatched) ? (file.rules ?? []) : [];
  return { revision: file.policyRevision, limits: rules.map((rule) => `${nameRule(rule)} %`) };
}

function toHostDeployView({ startedAt, endedAt, ...facts }: HostDeployFactsRow): HostDeployView {
  return { ...facts, startedAt: toTime(startedAt), endedAt: toTime(endedAt) };
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

/** Only where it is this rollout that left the fleet so. */
async function readMixed(tx: Tx, project: ProjectRow, { number }: RolloutFactsRow): Promise<RolloutView["mixed"]> {
  const mixed = await lookAtMixedFleet(tx, project);
  return mixed?.cause.number === number ? mixed.view : null;
}

async function readLastGood(tx: Tx, rollout: RolloutFactsRow): Promise<RolloutView["lastGood"]> {
  const { projectId, number, toRevision } = rollout;
  const position = (await findCommit(tx, projectId, toRevision))?.position ?? null;
  const past = await listPastRevisions(tx, { projectId, before: number });
  const good = listRollbackCandidates(past, { revision: toRevision, position }).find(({ isGood }) => isGood);
  return good ? { number: good.number, revision: good.revision } : null;
}
