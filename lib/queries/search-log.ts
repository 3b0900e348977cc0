import type { LogHits } from "@/lib/contracts/views";
import { countLogLines } from "@/lib/db/read-log";
import type { Tx } from "@/lib/db/transaction";
import { plainText } from "@/lib/domain/log/ansi";
import { findText } from "@/lib/domain/log/find-text";
import { type LogWindow, readLog } from "./read-log-page";

/** Lines looked through for one request at most: who wants more asks again from where it ended. */
const linesPerRequest = 50_000;
/** Lines held and looked through at once; others are served between. */
const linesPerRead = 2500;

type WantedText = Pick<LogWindow, "log" | "after"> & { find: string; case: "match" | "ignore" };

/** Which lines of the next part of a log hold a text. It is looked for as the console does: in what is seen of a line. */
export async function searchLog(tx: Tx, { log, after, find, case: letters }: WantedText): Promise<LogHits> {
  const matchCase = letters === "match";
  const total = await countLogLines(tx, log, null);
  const searched = Math.min(total, after + linesPerRequest);
  const hits: number[] = [];
  for (let from = after; from < searched; from += linesPerRead) {
    const to = Math.min(searched, from + linesPerRead);
    // Of an old log lines may be missing, so that the next ones are of a later part.
    const lines = await readLog(tx, { log, after: from, limit: to - from, host: null });
    const found = lines.filter(({ line, text }) => {
      return line <= to && findText(plainText(text), find, matchCase).length > 0;
    });
    hits.push(...found.map(({ line }) => line));
  }
  return { total, searched, hits };
}
