import type { AuditFilter } from "@/lib/domain/audit/audit-filter";
import { listAudit } from "@/lib/queries/list-audit";
import type { WebProcess } from "./web-process";

const entriesPerRead = 500;

/** Every entry that fits as a line of JSON, newest first, read as fast as it is taken. */
export function downloadAudit({ db }: Pick<WebProcess, "db">, wanted: AuditFilter, first: number | null): Response {
  const encoder = new TextEncoder();
  let before = first;
  let isOver = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (isOver) return controller.close();
        const page = await listAudit(db.prisma, wanted, { before, limit: entriesPerRead });
        before = page.next;
        isOver = page.next === null;
        controller.enqueue(encoder.encode(page.entries.map((entry) => `${JSON.stringify(entry)}\n`).join("")));
      },
    },
    new CountQueuingStrategy({ highWaterMark: 1 }),
  );
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "content-disposition": 'attachment; filename="sauron-audit.jsonl"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
