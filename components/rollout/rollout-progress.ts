import { rolloutStatus, type Status } from "@/components/ui/status";
import type { HostCounts, HostDeployView, RolloutSummary, StageView } from "@/lib/contracts/views";
import { isFinal } from "@/lib/domain/rollout/states";

/** Hosts whose deploy is over, whatever its result. */
export function countSettled(hosts: HostCounts): number {
  return hosts.succeeded + hosts.failed + hosts.skipped + hosts.unknown;
}

/** Whole percent of hosts that run the new revision; 100 only when all do. */
export function percentDone(hosts: HostCounts): number {
  if (hosts.total === 0) return 0;
  return Math.min(hosts.succeeded === hosts.total ? 100 : 99, Math.floor((hosts.succeeded / hosts.total) * 100));
}

/** The stage that is being worked on, or the last one that was. */
export function currentStage(rollout: Pick<RolloutSummary, "stages">): StageView | null {
  const active = rollout.stages.find((stage) => ["deploying", "baking", "held"].includes(stage.state));
  return active ?? rollout.stages.findLast((stage) => stage.startedAt !== null) ?? null;
}

/** The word and sign of its state; that nothing is known while nobody is heard of who works on it. */
export function progressStatus({
  state,
  workerSilentSince,
}: Pick<RolloutSummary, "state" | "workerSilentSince">): Status {
  return workerSilentSince === null ? rolloutStatus(state) : { code: "unknown", word: "No data" };
}

/** "Running · Fleet 62 %", "Running · Canary, watching", or the status word alone. */
export function describeProgress(rollout: RolloutSummary): Status & { detail: string } {
  const status = progressStatus(rollout);
  const stage = currentStage(rollout);
  if (!stage || isFinal(rollout.state)) return { ...status, detail: "" };
  const name = stage.name.charAt(0).toUpperCase() + stage.name.slice(1);
  if (stage.state === "deploying") return { ...status, detail: `${name} ${percentDone(stage.hosts)} %` };
  if (stage.state === "baking")
    return { ...status, detail: `${name}, ${stage.isWatched ? "watching" : "letting it run"}` };
  return { ...status, detail: name };
}

/** "2 of 5 allowed (1 %)", or that none may fail: the words and whether it is used up. */
export function describeBudget(budget: RolloutSummary["failureBudget"]): { text: string; exceeded: boolean } {
  const { failed, allowed, percent } = budget;
  const room = allowed === 0 ? `${failed}, none allowed` : `${failed} of ${allowed} allowed`;
  return { text: `${room} (${formatShare(percent)})`, exceeded: failed > allowed };
}

/** Hosts finished per minute over the last minute (or since the stage started); null when too little is known. */
export function deployRate(deploys: readonly HostDeployView[], now: number): number | null {
  const ends = deploys.flatMap((deploy) => (deploy.endedAt && deploy.startedAt ? [Date.parse(deploy.endedAt)] : []));
  const recent = ends.filter((end) => now - end < 60_000 && end <= now);
  if (recent.length < 2) return null;
  const span = Math.max(1000, now - Math.min(...recent));
  return (recent.length / span) * 60_000;
}

/**
 * How long the hosts that are left of a stage should take at the pace of those that are done, in ms; null when the stage
 * deploys nothing, or too few hosts are done to tell.
 */
export function stageTimeLeft(stage: Pick<StageView, "state" | "startedAt" | "hosts">, now: number): number | null {
  const { hosts } = stage;
  const done = countSettled(hosts);
  const left = hosts.total - done;
  if (stage.state !== "deploying" || stage.startedAt === null || done < 2 || left <= 0) return null;
  return (Math.max(0, now - Date.parse(stage.startedAt)) / done) * left;
}

/** Time to the expected end of a rollout in ms; null when it is not known, or has passed and so was wrong. */
export function timeLeft(rollout: Pick<RolloutSummary, "expectedEndAt">, now: number): number | null {
  if (rollout.expectedEndAt === null) return null;
  const left = Date.parse(rollout.expectedEndAt) - now;
  return left > 0 ? left : null;
}

/** "0.5 %", "1 %": at most two decimals, none needed. */
export function formatShare(percent: number): string {
  return `${Number(percent.toFixed(2))} %`;
}
