import { expect, test } from "vitest";
import { appendLog, type StoredLine } from "@/lib/db/log";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { searchLog } from "./search-log";

const db = await createTestDatabase();
const project = await createTestProject(db, "web", { commits: 1 });
const { id } = await startTestRollout(db.prisma, project, { stages: [] });
const log = { kind: "rollout", id } as const;
const lines = 60_000;
const everyHit = 7;

const write = (count: number, text: (index: number) => string) => {
  const stored = Array.from({ length: count }, (_, index): StoredLine => [1_700_000_000_000, "out", text(index)]);
  return appendLog(db.prisma, { ...log, projectId: project.id }, [{ host: "web-1", lines: stored }]);
};
// Pieces whose ends are not those of what is read at once.
for (let from = 0; from < lines; from += 1999) {
  await write(Math.min(1999, lines - from), (index) => ((from + index + 1) % everyHit === 0 ? "a Needle" : "hay"));
}
await write(3, (index) => ["\u001b[31mnee\u001b[0mdle", "needle\roverwritten", "needle.*"][index] ?? "");

const search = (after: number, find: string, matchCase = false) =>
  searchLog(db.prisma, { log, after, find, case: matchCase ? "match" : "ignore" });

test("a long log is searched in parts, and together they have every line that holds the text, once", async () => {
  const first = await search(0, "needle");
  expect(first).toMatchObject({ total: lines + 3, searched: 50_000 });
  const second = await search(first.searched, "needle");
  expect(second.searched).toBe(lines + 3);
  const expected = Array.from({ length: Math.floor(lines / everyHit) }, (_, index) => (index + 1) * everyHit);
  expect([...first.hits, ...second.hits]).toEqual([...expected, lines + 1, lines + 3]);
});

test("it is looked for as the console does: what is seen of a line, as it is written, in its case when that counts", async () => {
  expect((await search(lines, "needle", true)).hits).toEqual([lines + 1, lines + 3]);
  expect((await search(lines, "Needle", true)).hits).toEqual([]);
  expect((await search(lines, "needle.*")).hits).toEqual([lines + 3]);
  expect((await search(lines, "[31m")).hits).toEqual([]);
});

test("behind the end there is nothing to search", async () => {
  expect(await search(2_000_000_000, "needle")).toEqual({ total: lines + 3, searched: lines + 3, hits: [] });
});

test("lines that were dropped from the middle are not found, and those behind them are found once", async () => {
  await db.prisma.logChunk.deleteMany({ where: { rolloutId: id, firstLine: { gt: 1999, lt: 48_000 } } });
  const { hits } = await search(0, "needle");
  const kept = (line: number) => line <= 1999 || line > 1999 * 25;
  expect(hits).toEqual(hits.filter((line) => line % everyHit === 0 && kept(line)));
  expect(new Set(hits).size).toBe(hits.length);
  expect(hits).toHaveLength(Math.floor(1999 / 7) + Math.floor(50_000 / 7) - Math.floor((1999 * 25) / 7));
});
