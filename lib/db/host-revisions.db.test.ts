import { expect, test } from "vitest";
import { applyProjectFile } from "@/lib/services/projects/apply-project-file";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testProjectFile, testSha } from "@/lib/testing/project";
import { claimHostDeploys, giveUpForgottenDeploys, settleHostDeploy } from "./host-deploys";
import { recordHostRevisions } from "./host-revisions";
import { listHosts } from "./hosts";
import { inTransaction } from "./transaction";

const db = await createTestDatabase();

/** Spans that contradict each other or what the host's own row says, of every host there is. */
async function findContradictions(): Promise<unknown[]> {
  return db.prisma.$queryRaw`
    SELECT h.name, 'open span' AS what FROM "Host" h
    LEFT JOIN "HostRevision" s ON s."hostId" = h.id AND s.until IS NULL
    WHERE h.enabled IS DISTINCT FROM (s.id IS NOT NULL) OR (h.enabled AND s.revision IS DISTINCT FROM h."currentRevision")
    UNION ALL
    SELECT h.name, 'order' FROM "HostRevision" a JOIN "Host" h ON h.id = a."hostId"
    LEFT JOIN "HostRevision" b ON b."hostId" = a."hostId" AND b.id <> a.id
      AND tstzrange(a.since, a.until) && tstzrange(b.since, b.until)
    WHERE a.until < a.since OR b.id IS NOT NULL`;
}

async function spansOf(hostId: number) {
  const spans = await db.prisma.hostRevision.findMany({ where: { hostId }, orderBy: { id: "asc" } });
  for (const [index, span] of spans.slice(1).entries()) {
    expect(span.since.getTime()).toBeGreaterThanOrEqual(spans[index]?.until?.getTime() ?? Number.NaN);
  }
  return spans.map(({ revision, rolloutId }) => [revision, rolloutId]);
}

const ctx = { db, actor: { kind: "user", name: "ana" } } as const;

test("a host has spans while it is in the fleet: from the project file that names it to the one that does not", async () => {
  const project = await createTestProject(db, "fleet", { hosts: 2 });
  const [, second] = await listHosts(db.prisma, project.id);
  const rollout = await startTestRollout(db.prisma, project, { stages: [{ name: "all", hostIds: [] }] });
  const news = { hostId: second?.id as number, rolloutId: rollout.id };
  await inTransaction(db.prisma, (tx) => recordHostRevisions(tx, [{ ...news, revision: testSha(1) }]));
  await applyProjectFile(ctx, testProjectFile("fleet", 1));
  expect(await findContradictions()).toEqual([]);
  await applyProjectFile(ctx, testProjectFile("fleet", 2));
  expect(await findContradictions()).toEqual([]);
  expect(await spansOf(news.hostId)).toEqual([
    [null, null],
    [testSha(1), rollout.id],
    [testSha(1), null],
  ]);
  const moved = testProjectFile("fleet", 2);
  moved.hosts = moved.hosts.map((host) => ({ ...host, port: 2222 }));
  await applyProjectFile(ctx, moved);
  expect(await findContradictions()).toEqual([]);
  expect((await spansOf(news.hostId)).at(-1)).toEqual([null, null]);
});

test("a deploy, its loss and what the host says afterwards are spans in a row, each with the rollout that brought it", async () => {
  const project = await createTestProject(db, "deploys", { hosts: 3, commits: 2 });
  const hosts = await listHosts(db.prisma, project.id);
  const rollout = await startTestRollout(db.prisma, project, {
    stages: [{ name: "all", hostIds: hosts.map((host) => host.id) }],
  });
  await db.prisma.rollout.update({ where: { id: rollout.id }, data: { state: "deploying" } });
  const stage = await db.prisma.stage.findFirstOrThrow({ where: { rolloutId: rollout.id } });
  const claim = { rolloutId: rollout.id, stageId: stage.id, workerId: "w", limit: 3, concurrency: 3 };
  const claimed = await inTransaction(db.prisma, (tx) =>
    claimHostDeploys(tx, { ...claim, allowedFailures: 0, allowedStageFailures: null }),
  );
  const [done, lost, other] = claimed as [(typeof claimed)[0], (typeof claimed)[0], (typeof claimed)[0]];
  const result = { workerId: "w", step: null, exitCode: 0, reason: null, lastErrorLine: null } as const;
  await inTransaction(db.prisma, async (tx) => {
    await settleHostDeploy(tx, { ...result, ...done, state: "succeeded", revision: testSha(1) });
    await settleHostDeploy(tx, { ...result, ...other, state: "failed", revision: testSha(2) });
    await recordHostRevisions(tx, [{ hostId: lost.hostId, rolloutId: rollout.id, revision: testSha(2) }]);
    await giveUpForgottenDeploys(tx, { id: "w", inHand: [], seconds: -1 });
    await recordHostRevisions(tx, [{ hostId: lost.hostId, rolloutId: rollout.id, revision: testSha(1) }]);
    await recordHostRevisions(tx, [{ hostId: lost.hostId, rolloutId: rollout.id, revision: null }]);
  });
  expect(await findContradictions()).toEqual([]);
  expect(await spansOf(done.hostId)).toEqual([
    [null, null],
    [testSha(1), rollout.id],
  ]);
  // Its deploy was given up, then it answered, then it fell silent.
  expect(await spansOf(lost.hostId)).toEqual([
    [null, null],
    [testSha(2), null],
    [null, rollout.id],
    [testSha(1), rollout.id],
    [null, rollout.id],
  ]);
  // It runs something that this rollout did not bring.
  expect(await spansOf(other.hostId)).toEqual([
    [null, null],
    [testSha(2), null],
  ]);
});

test("writers of one host at the same time leave one open span, and no moment twice", async () => {
  const project = await createTestProject(db, "race", { hosts: 1, commits: 1 });
  const [host] = await listHosts(db.prisma, project.id);
  const rollout = await startTestRollout(db.prisma, project, { stages: [{ name: "all", hostIds: [] }] });
  const revisions = [1, 2, 3, 4, 5, 6].map((number) => (number % 3 === 0 ? null : testSha(number)));
  const write = (revision: string | null) =>
    inTransaction(db.prisma, (tx) =>
      recordHostRevisions(tx, [{ hostId: host?.id as number, rolloutId: rollout.id, revision }]),
    );
  await Promise.all(revisions.map(write));
  expect(await findContradictions()).toEqual([]);
});
