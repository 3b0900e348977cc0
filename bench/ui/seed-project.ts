import type { Database } from "@/lib/db/client";
import { recordHostRevisions } from "@/lib/db/host-revisions";
import { listHosts } from "@/lib/db/hosts";
import type { ProjectRow } from "@/lib/db/projects";
import type { RolloutRow } from "@/lib/db/rollouts";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";

/** A project whose newest rollout is in the middle of its fleet. */
export type SeededProject = { project: ProjectRow; rollout: RolloutRow; hosts: { id: number; name: string }[] };

const commitsEach = 2;

/** So many rollouts have ended well, one is under way, and so many commits wait behind it. */
export async function seedProject(
  { db }: { db: Database },
  slug: string,
  { hosts: hostCount = 60, past = 0, waiting = 0 },
): Promise<SeededProject> {
  const commits = (past + 1) * commitsEach + waiting;
  const project = await createTestProject(db, slug, { hosts: hostCount, commits });
  await testCommits(db, project.id);
  const hosts = await listHosts(db.prisma, project.id);
  const [canary, ...fleet] = hosts.map(({ id }) => id);
  const stages = [
    { name: "canary", hostIds: [canary ?? 0] },
    { name: "fleet", hostIds: fleet },
  ];
  const begin = (number: number) =>
    startTestRollout(db.prisma, project, {
      fromRevision: number === 0 ? null : testSha(number * commitsEach),
      toRevision: testSha((number + 1) * commitsEach),
      commitCount: commitsEach,
      stages,
    });
  for (let number = 0; number < past; number += 1) {
    const { id, toRevision: revision } = await begin(number);
    await endRollout(db, id, { minutesAgo: (past - number) * 20 });
    await recordHostRevisions(
      db.prisma,
      hosts.map((host) => ({ hostId: host.id, rolloutId: id, revision })),
    );
  }
  const rollout = await begin(past);
  await reachFleet(db, rollout.id);
  return { project, rollout, hosts };
}

async function testCommits(db: Database, projectId: number): Promise<void> {
  await db.prisma.$executeRaw`
    INSERT INTO "TestRun" ("projectId", sha, context, attempt, status, source, "startedAt", "finishedAt")
    SELECT c."projectId", c.sha, context, 1, 'passed', 'ci', c."landedAt", c."landedAt" + interval '4 minutes'
    FROM "Commit" c, unnest(ARRAY['unit', 'lint', 'e2e']) context WHERE c."projectId" = ${projectId}`;
}

async function endRollout(db: Database, id: number, { minutesAgo }: { minutesAgo: number }): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE "Rollout" SET state = 'succeeded', "stageIndex" = 1,
      "createdAt" = clock_timestamp() - make_interval(mins => ${minutesAgo}::int),
      "startedAt" = clock_timestamp() - make_interval(mins => ${minutesAgo}::int),
      "endedAt" = clock_timestamp() - make_interval(mins => ${minutesAgo - 10}::int)
    WHERE id = ${id}`;
  await db.prisma.$executeRaw`
    UPDATE "Stage" s SET "startedAt" = r."startedAt", "deployedAt" = r."endedAt", "passedAt" = r."endedAt"
    FROM "Rollout" r WHERE r.id = s."rolloutId" AND r.id = ${id}`;
  await db.prisma.$executeRaw`
    UPDATE "HostDeploy" d SET state = 'succeeded', "startedAt" = r."startedAt", "endedAt" = r."endedAt"
    FROM "Rollout" r WHERE r.id = d."rolloutId" AND r.id = ${id}`;
}

/** The canary has passed, and the fleet is being deployed. */
async function reachFleet(db: Database, id: number): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE "Rollout" SET state = 'deploying', "stageIndex" = 1, version = version + 1, "startedAt" = clock_timestamp()
    WHERE id = ${id}`;
  await db.prisma.$executeRaw`
    UPDATE "Stage" SET "startedAt" = clock_timestamp(),
      "passedAt" = CASE WHEN index = 0 THEN clock_timestamp() END,
      "deployedAt" = CASE WHEN index = 0 THEN clock_timestamp() END
    WHERE "rolloutId" = ${id}`;
  await db.prisma.$executeRaw`
    UPDATE "HostDeploy" d SET state = 'succeeded', "startedAt" = clock_timestamp(), "endedAt" = clock_timestamp()
    FROM "Stage" s WHERE s.id = d."stageId" AND s.index = 0 AND d."rolloutId" = ${id}`;
}
