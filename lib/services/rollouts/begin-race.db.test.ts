import { describe, expect, test, vi } from "vitest";
import { lockDecision } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import type { RolloutQuestion } from "@/lib/domain/rollout/questions";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { lockCommit } from "../commits/lock-commit";
import { markCommit } from "../commits/mark-commit";
import { freezeProject } from "../freezes/freeze-project";
import { haltAutomation } from "../projects/halt-automation";
import { advanceRollout } from "./advance-rollout";
import { answerQuestion } from "./answer-question";

const db = await createTestDatabase({ poolSize: 10 });
await db.prisma.$executeRaw`INSERT INTO "WorkerProcess" (id, hostname, pid, "beatAt")
  VALUES ('test', 'here', 1, clock_timestamp() + interval '1 hour')`;
const ctx = { ...createWorkerContext(db), actor: { kind: "user" as const, name: "ana" } };
const others = { ...ctx, actor: { kind: "user" as const, name: "bo" } };
const reason = "it loses orders";

/** What others say at the last moment. */
const words = {
  freeze: (projectId: number) => freezeProject(others, { projectId, seconds: 3600, reason }),
  halt: (projectId: number) => haltAutomation(others, { projectId, reason }),
  mark: (projectId: number) => markCommit(others, { projectId, sha: testSha(2), mark: "bad", reason }),
  lock: (projectId: number) => lockCommit(others, { projectId, sha: testSha(2), locked: true, reason }),
};

type Word = keyof typeof words;

/** Both wait for the lock of decisions, the word first: what follows has looked before, and has to look again. */
async function sayBefore(projectId: number, word: Word, act: () => Promise<void>): Promise<void> {
  const started = await inTransaction(db.prisma, async (tx) => {
    await lockDecision(tx, projectId);
    const said = words[word](projectId);
    await waitForWaiting(projectId, 1);
    const done = act();
    const outcomes = Promise.allSettled([said, done]);
    await waitForWaiting(projectId, 2);
    return { outcomes };
  });
  const [said, done] = await started.outcomes;
  expect(said).toMatchObject({ status: "fulfilled" });
  if (done.status === "rejected") throw done.reason;
}

function waitForWaiting(projectId: number, wanted: number): Promise<void> {
  return vi.waitFor(async () => {
    const [row] = await db.prisma.$queryRaw<[{ waiting: number }]>`SELECT count(*)::int AS waiting FROM pg_locks
      WHERE locktype = 'advisory' AND classid = 3 AND objid = ${projectId}::int AND NOT granted`;
    expect(row.waiting).toBe(wanted);
  }, inTime);
}

/** Three passed commits, the first of them live, and a rollout of the others. */
async function createRollout(slug: string, question: RolloutQuestion | null) {
  const project = await createTestProject(db, slug, { commits: 3, policy: { automation: "confirm" } });
  const live = { toRevision: testSha(1), commitCount: 1, stages: [{ name: "fleet", hostIds: [] }] };
  const { id: first } = await startTestRollout(db.prisma, project, live);
  await db.prisma.rollout.update({ where: { id: first }, data: { state: "succeeded" } });
  await db.prisma.testRun.createMany({
    data: [2, 3].map((at) => ({ ...passed, projectId: project.id, sha: testSha(at) })),
  });
  // Past their goal, so that both go together.
  await db.prisma.$executeRaw`UPDATE "Commit" SET "landedAt" = clock_timestamp() - interval '1 day'
    WHERE "projectId" = ${project.id}`;
  const range = { fromRevision: testSha(1), toRevision: testSha(3), commitCount: 2 };
  const { id } = await startTestRollout(db.prisma, project, { ...live, ...range });
  const state = question === "commit" ? "proposed" : "pending";
  await db.prisma.rollout.update({ where: { id }, data: { question, state, startedByKind: "automation" } });
  return { projectId: project.id, id };
}

const passed = { context: "ci", attempt: 1, status: "passed", source: "ci" };
const stateOf = async (id: number) => (await db.prisma.rollout.findUniqueOrThrow({ where: { id } })).state;

describe("what is said while a yes is on its way counts", () => {
  const cases: [question: RolloutQuestion, word: Word, refusal: RegExp, after: string][] = [
    ["commit", "freeze", /^Frozen until/, "proposed"],
    ["commit", "halt", /^Automation is halted/, "proposed"],
    ["commit", "mark", /was not approved\. It expired/, "discarded"],
    ["commit", "lock", /was not approved\. It expired/, "discarded"],
    ["start", "freeze", /^Frozen until/, "pending"],
    ["start", "halt", /^Automation is halted/, "pending"],
    ["start", "mark", /was marked bad by bo/, "discarded"],
    ["start", "lock", /was locked by bo/, "discarded"],
  ];
  test.each(cases)("%s, %s", async (question, word, refusal, after) => {
    const { projectId, id } = await createRollout(`${question}-${word}`, question);
    const yes = () => answerQuestion(ctx, { rolloutId: id, question, answer: "yes", reason: null });
    await expect(sayBefore(projectId, word, yes)).rejects.toThrow(refusal);
    expect(await stateOf(id)).toBe(after);
  });

  test.each<[RolloutQuestion, string]>([
    ["commit", "pending"],
    ["start", "deploying"],
  ])("nothing is said: the yes to %s leads to %s", async (question, after) => {
    const { id } = await createRollout(`${question}-quiet`, question);
    await answerQuestion(ctx, { rolloutId: id, question, answer: "yes", reason: null });
    expect(await stateOf(id)).toBe(after);
  });
});

describe("what is said while an accepted rollout begins keeps it from beginning", () => {
  test.each<[Word, string]>([
    ["freeze", "pending"],
    ["mark", "discarded"],
    ["lock", "discarded"],
  ])("%s", async (word, after) => {
    const { projectId, id } = await createRollout(`begin-${word}`, null);
    await sayBefore(projectId, word, () => advanceRollout(ctx, id));
    expect(await stateOf(id)).toBe(after);
  });
});
