import type { NowView, RolloutSummary } from "@/lib/contracts/views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { findToldGate } from "@/lib/domain/selection/find-told-gate";

/** What a project did, does and does next, for a terminal; lines without their ends. */
export function formatStatus(view: NowView, width: number): string[] {
  const { halted, mode, freeze, hours } = view.automation;
  const lines = [`${view.project}  ${view.trunk}  ${halted ? `HALTED: ${halted.reason}` : `automation: ${mode}`}`];
  if (freeze) lines.push(`  FROZEN until ${formatTime(freeze.expiresAt)} by ${freeze.by}: ${freeze.reason}`);
  if (hours && !hours.open) lines.push(`  ${hours.text}`);
  if (view.fetch.error) lines.push(`  The repository cannot be read: ${view.fetch.error}`);
  if (view.workersAlive === 0) lines.push("  No worker is alive; nothing moves.");
  lines.push(...(view.doing ? formatDoing(view.doing, width) : ["  doing  nothing"]));
  lines.push(...formatNext(view.next), `  queue  ${countOf(view.queueTotal, "commit")} waiting`);
  for (const rollout of view.did.slice(0, 3)) {
    lines.push(
      `  did    #${rollout.number} ${rollout.state} ${rollout.endedAt ? `${rollout.endedAt.slice(11, 19)} UTC` : ""}  ${rollout.sentence}`,
    );
  }
  return lines;
}

/** What goes next, and the gate that keeps it back where that is another one than what it waits for. */
function formatNext({ sentence, gates, nextCommit }: NowView["next"]): string[] {
  const gate = findToldGate(gates);
  const isMore = gate && nextCommit !== null && gate.text !== sentence;
  return [`  next   ${sentence}`, ...(isMore ? [`         but not yet: ${gate.text}`] : [])];
}

function formatDoing(rollout: RolloutSummary, width: number): string[] {
  const { hosts, failureBudget: budget } = rollout;
  const settled = hosts.succeeded + hosts.failed + hosts.skipped + hosts.unknown;
  const failed = `${budget.failed} of ${budget.allowed} allowed failed`;
  const target = `${countOf(rollout.commitCount, "commit")} → ${shortSha(rollout.toRevision)}`;
  return [
    `  doing  #${rollout.number} ${rollout.state}  ${target}`,
    `         ${formatBar(settled, hosts.total, Math.min(40, Math.max(10, width - 45)))} ${settled}/${hosts.total} hosts, ${failed}`,
    `         ${rollout.sentence}`,
    ...(rollout.question ? [`  ASKED  ${rollout.question.text}  sauron answer ${rollout.number} yes|no`] : []),
  ];
}

function formatTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

/** A bar of `cells` characters, filled up to `done` of `total`. */
export function formatBar(done: number, total: number, cells: number): string {
  const filled = total === 0 ? 0 : Math.floor((Math.min(done, total) / total) * cells);
  return `[${"█".repeat(filled)}${"░".repeat(cells - filled)}]`;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
