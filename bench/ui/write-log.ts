import type { Database } from "@/lib/db/client";
import { appendLog, type HostLines, type StoredLine } from "@/lib/db/log";
import { repeatEvery } from "./repeat-every";
import type { SeededProject } from "./seed-project";

type WrittenLog = Pick<SeededProject, "rollout" | "hosts">;

/** Lines that come in one piece from one host. */
const pieceLines = 25;
const batchLines = 1000;

/** Writes so many lines, as many hosts would: some coloured, one in 52 an error. */
export async function writeLog(db: Database, log: WrittenLog, count: number, first = 0): Promise<void> {
  for (let from = first; from < first + count; from += batchLines) {
    await appendLines(db, log, { from, count: Math.min(batchLines, first + count - from) });
  }
}

/** Writes ten times a second, so many lines in all each second, until it is stopped. */
export function streamLog(db: Database, log: WrittenLog, linesPerSecond: number): { stop(): Promise<void> } {
  const count = linesPerSecond / 10;
  return repeatEvery(100, (round) => appendLines(db, log, { from: round * count, count }));
}

async function appendLines(
  db: Database,
  { rollout, hosts }: WrittenLog,
  { from, count }: { from: number; count: number },
): Promise<void> {
  const batches: HostLines[] = [];
  for (let start = from; start < from + count; start += pieceLines) {
    const host = hosts[Math.floor(start / pieceLines) % hosts.length]?.name ?? null;
    const length = Math.min(pieceLines, from + count - start);
    batches.push({ host, lines: Array.from({ length }, (_, index) => makeLine(start + index)) });
  }
  await appendLog(db.prisma, { kind: "rollout", id: rollout.id, projectId: rollout.projectId }, batches);
}

function makeLine(number: number): StoredLine {
  const now = Date.now();
  if (number % 52 === 0) return [now, "err", `\u001b[31mERROR\u001b[0m worker ${number % 17}: address already in use`];
  if (number % 10 === 0) return [now, "out", `\u001b[32mok\u001b[0m ${number} unpacked release to /srv/web/releases`];
  return [
    now,
    "out",
    `${number} copied static/chunks/${(number * 7919) % 100_003}.js (${number % 900} kB) to /srv/web`,
  ];
}

/** Lines of a rollout's log that hold a text, whatever its case, as the database has them. */
export async function countLinesWith(db: Database, { rollout }: WrittenLog, text: string): Promise<number> {
  const [row] = await db.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "LogChunk", jsonb_array_elements(lines) line
    WHERE "rolloutId" = ${rollout.id} AND strpos(lower(line->>2), lower(${text})) > 0`;
  return row?.count ?? Number.NaN;
}
