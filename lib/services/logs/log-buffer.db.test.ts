import { expect, test } from "vitest";
import { createLogger } from "@/lib/logger";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { createLogBuffer } from "./log-buffer";

const db = await createTestDatabase();
const logger = createLogger({ process: "test", level: "silent" });

async function startRollout(slug: string) {
  const project = await createTestProject(db, slug, { hosts: 1, commits: 1 });
  return startTestRollout(db.prisma, project, { stages: [] });
}

const linesOf = async (rolloutId: number) =>
  (await db.prisma.logChunk.findMany({ where: { rolloutId }, orderBy: { firstLine: "asc" } })).flatMap((chunk) =>
    (chunk.lines as [number, string, string][]).map(([, , text], index) => [chunk.firstLine + index, text] as const),
  );

test("lines of several hosts and several writers get numbers without a gap, in the order of each host", async () => {
  const rollout = await startRollout("numbers");
  const writers = [createLogBuffer(db, logger, "rollout"), createLogBuffer(db, logger, "rollout")];
  for (let line = 0; line < 200; line++) {
    const text = `line ${line}`;
    for (const [index, writer] of writers.entries()) {
      writer.write(rollout, `web-${index}`, { stream: "out", text, at: 0 });
      if (line % 50 === 0) await writer.flush();
    }
  }
  await Promise.all(writers.map((writer) => writer.flush()));
  const lines = await linesOf(rollout.id);
  expect(lines.map(([number]) => number)).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
});

test("memory is bounded: what is too much is counted and said, not dropped in silence", async () => {
  const rollout = await startRollout("bounded");
  const buffer = createLogBuffer(db, logger, "rollout");
  const text = "x".repeat(20_000);
  for (let line = 0; line < 2000; line++) buffer.write(rollout, "web-1", { stream: "out", text, at: 0 });
  await buffer.flush();
  const lines = await linesOf(rollout.id);
  expect(lines.length).toBeLessThan(1700);
  expect(lines.at(-1)?.[1]).toBe(
    `${2000 - (lines.length - 1)} lines are missing here: the database was away for too long.`,
  );
});
