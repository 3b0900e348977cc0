import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { findProject } from "@/lib/db/projects";
import { selectCommits } from "@/lib/domain/selection/select-commits";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";
import { listCommits } from "@/lib/queries/list-commits";
import { loadBacklog } from "@/lib/queries/load-backlog";
import { previewRollout } from "@/lib/queries/preview-rollout";
import { readNowView } from "@/lib/queries/read-now-view";
import { createTestProject } from "@/lib/testing/project";
import { describeConditions, describeSpread, print } from "./figures";

/** What the read side takes of a project with a long past, behind a backlog of the usual size and a long one. */
const commits = 100_000;
const tested = 6000;
const backlogs = [10, 5000];
const rounds = Number(process.argv[2] ?? 30);

const conditions = describeConditions();
const dataDir = mkdtempSync(join(tmpdir(), "sauron-bench-"));
chmodSync(dataDir, 0o711);
const postgres = await startEmbeddedPostgres({ dataDir });
await migrateDatabase(postgres.url);
const db = createDatabase(postgres.url, { poolSize: 2 });
const { id } = await createTestProject(db, "bench", { hosts: 500 });

await db.prisma.$executeRaw`
  INSERT INTO "Commit" ("projectId", sha, position, author, "authorEmail", message, "landedAt")
  SELECT ${id}, encode(sha256(n::text::bytea), 'hex'), n, 'Bo', 'bo@example.org', 'Change ' || n || E'\n\nBecause.',
    clock_timestamp() - make_interval(secs => (${commits}::int - n) * 300)
  FROM generate_series(1, ${commits}::int) n`;
await db.prisma.$executeRaw`
  INSERT INTO "TestRun" ("projectId", sha, context, attempt, status, source, "startedAt", "finishedAt")
  SELECT ${id}, c.sha, context, 1, CASE WHEN c.position % 7 = 0 AND context = 'e2e' THEN 'failed' ELSE 'passed' END,
    'ci', c."landedAt", c."landedAt" + interval '4 minutes'
  FROM "Commit" c, unnest(ARRAY['unit', 'lint', 'e2e']) context WHERE c.position > ${commits - tested}
  ORDER BY c.position`;
await db.prisma.$executeRawUnsafe("ANALYZE");

/** Milliseconds that each of some calls takes, after two to warm up. */
async function time(work: () => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const start = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - start);
  }
  return times;
}

const lines = [conditions, `${commits} commits, 3 test runs for each of the newest ${tested}, 500 hosts`];
for (const backlog of backlogs) {
  await db.prisma.project.update({ where: { id }, data: { baseline: commits - backlog } });
  const project = await findProject(db.prisma, id);
  if (!project) throw new Error("the project is gone");
  const input = await loadBacklog(db.prisma, project);
  const measured: [what: string, work: () => unknown][] = [
    ["Now view", () => readNowView(db.prisma, project)],
    ["of which the backlog is read in", () => loadBacklog(db.prisma, project)],
    ["of which the selection takes", () => selectCommits(input)],
    ["preview of a rollout", () => previewRollout(db.prisma, project, null)],
    ["page of 50 commits", () => listCommits(db.prisma, project, { before: null, limit: 50 })],
  ];
  for (const [what, work] of measured)
    lines.push(`backlog of ${backlog}: ${what}: ${describeSpread(await time(work))}`);
}
const queue = Array.from({ length: 100_000 }, (_, index) => ({
  sha: `${index}`,
  landedAt: 0,
  tests: "passed" as const,
}));
const policy = { maxCommits: 3, goalSeconds: 1800, rolloutSeconds: 600 };
lines.push(
  `a queue of 100,000 is decided in ${describeSpread(await time(() => selectCommits({ queue, policy, now: 0 })))}`,
);
print("Now view", lines);

await db.close();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });
