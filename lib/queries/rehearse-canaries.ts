import type { Rehearsal } from "@/lib/contracts/api-rehearsal";
import type { CanaryLimits, CanaryPolicy } from "@/lib/contracts/canary-policy";
import { changeLimits } from "@/lib/contracts/change-limits";
import { listSamples } from "@/lib/db/canary-samples";
import { type JudgedStage, listJudgedStages } from "@/lib/db/judged-stages";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import { listStages } from "@/lib/db/stages";
import type { Tx } from "@/lib/db/transaction";
import { judgeCanary } from "@/lib/domain/canary/judge-canary";
import { buildCanaryInput } from "./build-canary-input";

/** Judges the last canaries of a project anew by other limits, from what was stored of their requests. */
export async function rehearseCanaries(
  tx: Tx,
  project: ProjectRow,
  asked: { limits: CanaryLimits; last: number },
): Promise<Rehearsal> {
  const limits = changeLimits(project.policy.canary, asked.limits);
  const stages = await listJudgedStages(tx, project.id, asked.last);
  const canaries: Rehearsal["canaries"] = [];
  // One after the other: each may have thousands of samples.
  for (const stage of stages) canaries.push(await rehearse(tx, stage, limits));
  const { now } = await readStamp(tx);
  return { canaries, changed: canaries.filter(({ changes }) => changes).length, serverTime: now.toISOString() };
}

async function rehearse(tx: Tx, stage: JudgedStage, limits: CanaryPolicy): Promise<Rehearsal["canaries"][number]> {
  const { rollout, verdict, baseline } = stage;
  const earlier = (await listStages(tx, rollout.id)).filter(({ index }) => index < stage.index);
  const samples = await listSamples(tx, [stage.id, ...earlier.map(({ id }) => id)]);
  const hasControl = samples.some(({ stageId, arm }) => stageId === stage.id && arm === "control");
  const now = Date.parse(verdict.at);
  const input = buildCanaryInput({ rollout, limits, stage, earlier, samples, baseline, hasControl, now });
  // One that its verdict stopped early is judged as if its bake had ended there. One that was left before it had a verdict,
  // by an abort for one, can have none by other limits either, but for a fail.
  const rehearsed = judgeCanary({ ...input, final: input.final || verdict.verdict === "fail" });
  return {
    rollout: rollout.number,
    stage: stage.name,
    at: verdict.at,
    before: verdict.verdict,
    now: rehearsed.verdict,
    changes: rehearsed.verdict !== verdict.verdict,
    why: rehearsed.why,
  };
}
