import fc from "fast-check";
import { automationModes } from "@/lib/domain/automation/modes";
import type { TestDatabase } from "./database";
import { createTestProject, startTestRollout, testProjectFile, testSha } from "./project";

const testStatuses = ["queued", "pending", "running", "passed", "failed", "errored", "cancelled", "unknown"] as const;

const attempt = fc.record({
  context: fc.constantFrom("unit", "unit", "lint", "e2e"),
  attempt: fc.integer({ min: 1, max: 2 }),
  status: fc.constantFrom(...testStatuses, "passed" as const, "passed" as const, "passed" as const),
  /** Nothing was heard of it for an hour. */
  isOld: fc.integer({ min: 0, max: 2 }).map((roll) => roll === 0),
});

const commit = fc.record({
  /** Share of the situation's `age`. */
  age: fc.integer({ min: 0, max: 100 }),
  allPassed: fc.boolean(),
  attempts: fc.array(attempt, { maxLength: 4 }),
  isBad: fc.integer({ min: 0, max: 5 }).map((roll) => roll === 0),
  /** How many commits later it is undone; less than 1 = it is not. */
  revertAfter: fc.integer({ min: -1, max: 4 }),
  isLocked: fc.integer({ min: 0, max: 11 }).map((roll) => roll === 0),
});

/** A project in the middle of its work: what waits, what runs, and what stands in the way. */
const situation = fc.record({
  commits: fc.array(commit, { maxLength: 12 }),
  /** Seconds since the oldest commits landed. */
  age: fc.constantFrom(60, 900, 3600),
  /** Nothing is bad or locked. */
  isCalm: fc.boolean(),
  required: fc.constantFrom<string[]>([], ["unit"], ["unit", "lint"]),
  mode: fc.constantFrom(...automationModes),
  maxCommits: fc.integer({ min: 1, max: 4 }),
  rolloutTime: fc.integer({ min: 60, max: 900 }),
  /** How many of the commits are live, and how many more a rollout in flight carries (0 = there is none). */
  live: fc.integer({ min: 0, max: 4 }),
  inFlight: fc.integer({ min: 0, max: 3 }),
  isFrozen: fc.integer({ min: 0, max: 4 }).map((roll) => roll === 0),
  isHalted: fc.integer({ min: 0, max: 5 }).map((roll) => roll === 0),
});

export type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

/** The same situations for the same seed. */
export function sampleSituations(seed: number, count: number): Situation[] {
  return fc.sample(situation, { seed, numRuns: count });
}

/** Makes a situation come true in a project of its own, and returns the project's id. */
export async function createSituation(db: TestDatabase, slug: string, wanted: Situation): Promise<number> {
  const { selection, tests } = testProjectFile(slug).policy;
  const project = await createTestProject(db, slug, {
    commits: wanted.commits.length,
    policy: {
      automation: wanted.mode,
      selection: { ...selection, maxCommits: wanted.maxCommits, rolloutTime: wanted.rolloutTime },
      tests: { ...tests, required: wanted.required },
    },
  });
  await landAsWanted(db, project.id, wanted);
  await deployAsWanted(db, project, wanted);
  if (wanted.isFrozen) {
    await db.prisma.$executeRaw`INSERT INTO "Freeze" ("projectId", reason, by, "expiresAt")
      VALUES (${project.id}, 'the fair', 'ana', clock_timestamp() + interval '2 hours')`;
  }
  if (wanted.isHalted) {
    await db.prisma.$executeRaw`UPDATE "Project" SET "haltedAt" = clock_timestamp(), "haltReason" = 'Rollout #7 failed'
      WHERE id = ${project.id}`;
  }
  return project.id;
}

async function landAsWanted(db: TestDatabase, projectId: number, { commits, ...wanted }: Situation): Promise<void> {
  const marks = commits.map(({ age, isBad, isLocked, revertAfter }, index) => ({
    sha: testSha(index + 1),
    age: (age / 100) * wanted.age,
    bad: isBad && !wanted.isCalm ? "slow" : null,
    revert: isBad && !wanted.isCalm && revertAfter > 0 ? testSha(index + 1 + revertAfter) : null,
    locked: isLocked && !wanted.isCalm,
  }));
  await db.prisma.$executeRaw`UPDATE "Commit" c SET
      "landedAt" = clock_timestamp() - make_interval(secs => m.age), "badReason" = m.bad, "revertedBy" = m.revert,
      "lockedAt" = CASE WHEN m.locked THEN clock_timestamp() END
    FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS m(sha text, age float8, bad text, revert text, locked bool)
    WHERE c."projectId" = ${projectId} AND c.sha = m.sha`;
  const attempts = commits.flatMap((each, index) =>
    (each.allPassed ? allPassed : each.attempts).map(({ isOld, ...attempt }) => ({
      ...{ ...attempt, projectId, sha: testSha(index + 1), source: "ci" },
      createdAt: new Date(Date.now() - (isOld ? 3_600_000 : 0)),
    })),
  );
  await db.prisma.testRun.createMany({ data: attempts, skipDuplicates: true });
}

const allPassed = (["unit", "lint"] as const).map((context) => ({
  context,
  attempt: 1,
  status: "passed" as const,
  isOld: false,
}));

async function deployAsWanted(
  db: TestDatabase,
  project: Parameters<typeof startTestRollout>[1],
  { commits, live, inFlight }: Situation,
): Promise<void> {
  const last = Math.min(live, commits.length);
  const stages = [{ name: "fleet", hostIds: [] }];
  if (last > 0) {
    const { id } = await startTestRollout(db.prisma, project, { stages, toRevision: testSha(last), commitCount: last });
    await db.prisma.$executeRaw`UPDATE "Rollout" SET state = 'succeeded', "startedAt" = clock_timestamp()
      - interval '20 minutes', "endedAt" = clock_timestamp() - interval '10 minutes' WHERE id = ${id}`;
  }
  const next = Math.min(last + inFlight, commits.length);
  if (next === last) return;
  const range = { fromRevision: last > 0 ? testSha(last) : null, toRevision: testSha(next), commitCount: next - last };
  const { id } = await startTestRollout(db.prisma, project, { stages, ...range });
  await db.prisma.$executeRaw`UPDATE "Rollout" SET state = 'deploying',
    "startedAt" = clock_timestamp() - interval '1 minute' WHERE id = ${id}`;
}
