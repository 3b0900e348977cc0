import type { ConnectionPool } from "./connection-pool";
import type { ProbeAnswer, ProbeQuestion, SshTarget } from "./fleet-ssh";
import { buildProbeCommand, buildStopCommand } from "./host-guard";
import { type HostMarker, parseHostMarker } from "./host-marker";
import { type CommandAnswer, runCommand } from "./run-command";

const probeTimeoutMs = 20_000;
const maximumAnswerBytes = 64 * 1024;
const revisionMark = "revision:\n";
/** What the host needs for the look after KILL, and the network for the answer. */
const stopOverheadMs = 15_000;

/** Asks a host for its marker and for the revision it runs. A revision command that fails gives revision null. */
export async function probeHost(
  pool: ConnectionPool,
  target: SshTarget,
  question: ProbeQuestion & { hostState: string | null },
): Promise<ProbeAnswer> {
  const command = buildProbeCommand({
    project: question.project,
    revisionCommand: question.revisionCommand ?? null,
    close: question.close ?? null,
    hostState: question.hostState,
  });
  const answer = await runCommand(pool, target, { command, timeoutMs: probeTimeoutMs, maxBytes: maximumAnswerBytes });
  if (!answer.reached) return answer;
  const text = answer.output.toString();
  const markAt = text.indexOf(revisionMark);
  const marker = parseHostMarker(markAt === -1 ? text : text.slice(0, markAt));
  if (answer.code === null || marker === null) return { reached: false, reason: describeBrokenAnswer(target, answer) };
  const { lastDeploy, goodRevision, closed } = marker;
  const begun = lastDeploy?.fence ?? 0n;
  const isUnclosed = question.close !== undefined && begun < question.close && closed < question.close;
  if (isUnclosed && lastDeploy?.state !== "running") {
    return { reached: false, reason: `${target.name} cannot say yet that the deploy will not begin.` };
  }
  const unclosed = isUnclosed ? { mayBegin: true as const } : {};
  if (markAt === -1) {
    // What a deploy that did not succeed left behind, nobody can tell.
    const isTold = lastDeploy === null || lastDeploy.state === "succeeded";
    return { reached: true, revision: isTold ? goodRevision : null, lastDeploy, ...unclosed };
  }
  const told = answer.code === 0 ? text.slice(markAt + revisionMark.length).trim() : "";
  return { reached: true, revision: told === "" ? null : told, lastDeploy, ...unclosed };
}

export type StopQuestion = {
  project: string;
  graceSeconds: number;
  /** Only the deploy with this number; null = the newest one. */
  fence: bigint | null;
  hostState: string | null;
};

/** TERM, the grace, KILL to what the newest deploy left running; answers once the processes were seen to be gone, or not. */
export async function stopDeploy(
  pool: ConnectionPool,
  target: SshTarget,
  question: StopQuestion,
): Promise<{ reached: true; marker: HostMarker } | { reached: false; reason: string }> {
  const command = buildStopCommand(question);
  const timeoutMs = question.graceSeconds * 1000 + stopOverheadMs;
  const answer = await runCommand(pool, target, { command, timeoutMs, maxBytes: maximumAnswerBytes });
  if (!answer.reached) return answer;
  const marker = answer.code === 0 ? parseHostMarker(answer.output.toString()) : null;
  return marker ? { reached: true, marker } : { reached: false, reason: describeBrokenAnswer(target, answer) };
}

export function describeBrokenAnswer(target: SshTarget, answer: Extract<CommandAnswer, { reached: true }>): string {
  if (answer.code === null) return `The connection to ${target.name} was lost before it had answered.`;
  const said = answer.errorText.split("\n").at(-1);
  return `${target.name} could not answer (exit code ${answer.code})${said ? `: ${said}` : "."}`;
}
