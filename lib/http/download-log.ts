import { readLog } from "@/lib/queries/read-log-page";
import type { WebProcess } from "./web-process";

const linesPerRead = 5000;

/** The whole log of a rollout (of one host, when given) as plain text, read as fast as it is taken. */
export function downloadLog(
  { db }: Pick<WebProcess, "db">,
  log: { rolloutId: number; number: number; project: string; host: string | null },
): Response {
  const encoder = new TextEncoder();
  let after = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const lines = await readLog(db.prisma, {
          rolloutId: log.rolloutId,
          after,
          limit: linesPerRead,
          host: log.host,
        });
        const last = lines.at(-1);
        if (!last) return controller.close();
        after = last.line;
        const text = lines.map((line) => `${line.at} ${line.host ?? "sauron"} ${line.text}\n`).join("");
        controller.enqueue(encoder.encode(text));
      },
    },
    new CountQueuingStrategy({ highWaterMark: 1 }),
  );
  const name = `${log.project}-rollout-${log.number}.log`;
  return new Response(body, {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `inline; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
