import type { LogLine } from "@/lib/contracts/views";
import { readLog } from "@/lib/queries/read-log-page";
import type { LogId } from "./log-feed";
import type { WebProcess } from "./web-process";

const linesPerRead = 5000;

/** A whole log (of one host, when given) as plain text, read as fast as it is taken; of its lines those that are kept. */
export function downloadLog(
  { db }: Pick<WebProcess, "db">,
  want: {
    log: LogId;
    host: string | null;
    fileName: string;
    keeps?: (line: LogLine) => boolean;
    format(line: LogLine): string;
  },
): Response {
  const encoder = new TextEncoder();
  let after = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const lines = await readLog(db.prisma, { log: want.log, after, limit: linesPerRead, host: want.host });
        const last = lines.at(-1);
        if (!last) return controller.close();
        after = last.line;
        const kept = want.keeps ? lines.filter(want.keeps) : lines;
        controller.enqueue(encoder.encode(kept.map((line) => `${want.format(line)}\n`).join("")));
      },
    },
    new CountQueuingStrategy({ highWaterMark: 1 }),
  );
  return new Response(body, {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `inline; filename="${want.fileName}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
