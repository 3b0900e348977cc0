import type { ConnectionPool } from "./connection-pool";
import type { LogCursor, LogRead, LogSlice, SshTarget } from "./fleet-ssh";
import { buildHostCommand } from "./host-guard";
import { measureClockOffset } from "./measure-clock-offset";
import { describeBrokenAnswer } from "./probe-host";
import { readLogProgram } from "./read-log-program";
import { type AnswerTimes, runCommand } from "./run-command";

const readTimeoutMs = 15_000;
/** How far back the beginning of the line is looked for in which a first read starts. */
const lookBackBytes = 65_536;
/** The first line of the answer, which tells what follows. */
const maximumHeaderBytes = 1024;
const missingFileExitCode = 44;

/** One part of the answer: `length` bytes from `from` of the file with that inode. */
type Part = { inode: number; size: number; from: number; length: number };

/** Reads what was appended to a file since the cursor; see FleetSsh.readLog. */
export async function readRemoteLog(pool: ConnectionPool, target: SshTarget, read: LogRead): Promise<LogSlice> {
  const { cursor } = read;
  const maxBytes = Math.max(1, Math.floor(read.maxBytes));
  const [headLength = "0", headSum = "0"] = (cursor?.head ?? "").split(":");
  const values = [
    read.path,
    cursor ? String(cursor.inode) : "",
    String(cursor?.offset ?? 0),
    headLength,
    headSum,
    String(cursor ? maxBytes : lookBackBytes),
  ];
  const command = buildHostCommand(readLogProgram, {}, values);
  const maximum = Math.max(maxBytes, lookBackBytes) + maximumHeaderBytes;
  const answer = await runCommand(pool, target, { command, timeoutMs: readTimeoutMs, maxBytes: maximum });
  if (!answer.reached) return answer;
  if (answer.code === missingFileExitCode) {
    // Between the two steps of a rotation there is no file; without a cursor it was never there.
    if (cursor) return nothingNew(cursor);
    return { reached: false, reason: `There is no file ${read.path} on ${target.name}.` };
  }
  if (answer.code !== 0) return { reached: false, reason: describeBrokenAnswer(target, answer) };
  return readAnswer(answer.output, { cursor, maxBytes, name: target.name, times: answer.times });
}

function nothingNew(cursor: LogCursor): LogSlice {
  return { reached: true, lines: [], cursor, truncated: false, clockOffsetMs: null };
}

type Asked = { cursor: LogCursor | null; maxBytes: number; name: string; times: AnswerTimes };

function readAnswer(output: Buffer, asked: Asked): LogSlice {
  const headerEnd = output.indexOf(10);
  const words = output.subarray(0, headerEnd).toString().split(" ");
  const [old, current] = [readPart(words.slice(0, 4)), readPart(words.slice(4, 8))];
  const head = `${words[8]}:${words[9]}`;
  const body = output.subarray(headerEnd + 1);
  if (headerEnd === -1 || words.length !== 11 || body.length !== old.length + current.length) {
    // The file was cut while it was being read; the next read finds it settled.
    if (asked.cursor) return nothingNew(asked.cursor);
    return { reached: false, reason: `The log on ${asked.name} changed while it was being read.` };
  }
  const clockOffsetMs = measureClockOffset(words[10] ?? "", asked.times);
  const oldLines = wholeLines(body.subarray(0, old.length), asked.maxBytes);
  const currentBytes = body.subarray(old.length);
  if (asked.cursor === null) {
    const offset = current.from + wholeLines(currentBytes, lookBackBytes).consumed;
    return {
      reached: true,
      lines: [],
      cursor: { inode: current.inode, offset, head },
      truncated: false,
      clockOffsetMs,
    };
  }
  const oldHasMore = old.length > 0 && old.from + old.length < old.size;
  if (oldHasMore || current.inode === 0) {
    const cursor = { ...asked.cursor, offset: asked.cursor.offset + oldLines.consumed };
    return { reached: true, lines: oldLines.lines, cursor, truncated: oldHasMore, clockOffsetMs };
  }
  const currentLines = wholeLines(currentBytes, asked.maxBytes);
  return {
    reached: true,
    lines: [...oldLines.lines, ...currentLines.lines],
    cursor: { inode: current.inode, offset: current.from + currentLines.consumed, head },
    truncated: current.from + current.length < current.size,
    clockOffsetMs,
  };
}

function readPart(words: string[]): Part {
  const [inode = 0, size = 0, from = 0, length = 0] = words.map(Number);
  return { inode, size, from, length };
}

/** The lines that end in `bytes`. A line longer than a whole read is passed over, or the reader would stand still. */
function wholeLines(bytes: Buffer, maxBytes: number): { lines: string[]; consumed: number } {
  const end = bytes.lastIndexOf(10);
  if (end === -1) return { lines: [], consumed: bytes.length >= maxBytes ? bytes.length : 0 };
  const text = bytes.subarray(0, end).toString().replaceAll("\0", "");
  return { lines: text.split("\n"), consumed: end + 1 };
}
