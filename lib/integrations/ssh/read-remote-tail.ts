import type { ConnectionPool } from "./connection-pool";
import type { LogTail, SshTarget } from "./fleet-ssh";
import { buildHostCommand } from "./host-guard";
import { measureClockOffset } from "./measure-clock-offset";
import { describeBrokenAnswer } from "./probe-host";
import { readTailProgram } from "./read-log-program";
import { runCommand } from "./run-command";

const readTimeoutMs = 20_000;
/** The first line of the answer, which tells the time. */
const maximumHeaderBytes = 1024;
const missingFileExitCode = 44;

/** Reads the last lines of a file; see FleetSsh.readLogTail. */
export async function readRemoteTail(
  pool: ConnectionPool,
  target: SshTarget,
  { path, maxBytes }: { path: string; maxBytes: number },
): Promise<LogTail> {
  const command = buildHostCommand(readTailProgram, {}, [path, String(maxBytes)]);
  const maximum = maxBytes + maximumHeaderBytes;
  const answer = await runCommand(pool, target, { command, timeoutMs: readTimeoutMs, maxBytes: maximum });
  if (!answer.reached) return answer;
  if (answer.code === missingFileExitCode) {
    return { reached: false, reason: `There is no file ${path} on ${target.name}.` };
  }
  if (answer.code !== 0) return { reached: false, reason: describeBrokenAnswer(target, answer) };
  const headerEnd = answer.output.indexOf(10);
  const body = answer.output.subarray(headerEnd + 1);
  const lines = body
    .subarray(0, Math.max(0, body.lastIndexOf(10)))
    .toString()
    .split("\n");
  return {
    reached: true,
    // The first may be the rest of a line.
    lines: lines.slice(body.length < maxBytes ? 0 : 1).filter((line) => line !== ""),
    clockOffsetMs: measureClockOffset(answer.output.subarray(0, Math.max(0, headerEnd)).toString(), answer.times),
  };
}
