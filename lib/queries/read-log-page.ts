import type { LogLine, LogPage } from "@/lib/contracts/views";
import { countLogLines, type LogWindow, readLogLines } from "@/lib/db/read-log";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";

export type { LogWindow };

/** Lines of a log after a line number, and how many there are in all (of the host, when one is named). */
export async function readLogPage(tx: Tx, want: LogWindow): Promise<LogPage> {
  const { now } = await readStamp(tx);
  const total = await countLogLines(tx, want.log, want.host);
  const lines = await readLog(tx, want);
  return { total: Math.max(total, lines.length), lines, serverTime: now.toISOString() };
}

/** The lines alone, for streams that ask again and again. */
export async function readLog(tx: Tx, want: LogWindow): Promise<LogLine[]> {
  const rows = await readLogLines(tx, want);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
