import { describe, expect, test, vi } from "vitest";
import type { Policy } from "@/lib/contracts/project-file";
import { nowViewSchema } from "@/lib/contracts/views";
import { findProject, noteWatched } from "@/lib/db/projects";
import type { RolloutQuestion } from "@/lib/domain/rollout/questions";
import { readNowView } from "@/lib/queries/read-now-view";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, type Pipeline, quickPolicy } from "@/lib/testing/pipeline";
import { freezeProject } from "../freezes/freeze-project";
import { askAgain } from "../projects/ask-again";
import { haltAutomation } from "../projects/halt-automation";
import { resumeAutomation } from "../projects/resume-automation";
import { setMode } from "../projects/set-mode";
import { abortRollout } from "../rollouts/abort-rollout";
import { answerQuestion } from "../rollouts/answer-question";
import { resolveHold } from "../rollouts/resolve-hold";
import { startRollout } from "../rollouts/start-rollout";
import { decideRollout } from "./decide-rollout";

const db = await createTestDatabase({ poolSize: 10 });

/** Every commit is past its goal at once, so that whatever waits goes together. */
const allAtOnce = { maxCommits: 3, goal: 1, rolloutTime: 600, adaptive: false };

function createIn(automation: Policy["automation"], changes: Partial<Policy> = {}) {
  return createPipeline(db, { policy: quickPolicy({ automation, ...changes }) });
}

function newestRollout({ projectId }: Pipeline) {
  return db.prisma.rollout.findFirst({
    where: { projectId },
    orderBy: { number: "desc" },
    include: { events: { orderBy: { id: "asc" } }, hostDeploys: true },
  });
}

async function waitFor(pipeline: Pipeline, wanted: { number?: number; state: string; question?: RolloutQuestion }) {
  return vi.waitFor(async () => {
    const rollout = await newestRollout(pipeline);
    expect(rollout).toMatchObject(wanted);
    return rollout as NonNullable<typeof rollout>;
  }, inTime);
}

async function answer(pipeline: Pipeline, question: RolloutQuestion, word: "yes" | "no") {
  const rollout = await newestRollout(pipeline);
  const reason = word === "no" ? "not today" : null;
  await answerQuestion(pipeline.ctx, { rolloutId: rollout?.id as number, question, answer: word, reason });
}

const project = ({ projectId }: Pipeline) => db.prisma.project.findUniqueOrThrow({ where: { id: projectId } });
const startedOn = ({ fleet }: Pipeline) => fleet.started.map((deploy) => deploy.host);

/** Waits for a stored look whose first closed gate is this one. */
function waitForClosed({ projectId }: Pipeline, gate: string) {
  return vi.waitFor(async () => {
    const decision = await db.prisma.decision.findFirstOrThrow({ where: { projectId }, orderBy: { id: "desc" } });
    const gates = decision.gates as { gate: string; open: boolean }[];
    expect([decision.action, gates.find((each) => !each.open)?.gate]).toEqual(["deploy", gate]);
    return decision;
  }, inTime);
}

describe("confirm", () => {
  test("waits at each question, and goes on with each yes", async () => {
    const pipeline = await createIn("confirm");
    // The newest of what is found at first is the one commit that waits.
    const sha = await pipeline.landPassed("A change");
    await pipeline.startWorker();
    await waitFor(pipeline, { state: "proposed", question: "commit" });
    const view = nowViewSchema.parse(await readNowView(db.prisma, (await findProject(db.prisma, pipeline.projectId))!));
    expect(view.doing).toMatchObject({
      question: { code: "commit", text: `Deploy this commit, up to ${sha.slice(0, 7)}?` },
      approval: null,
    });
    expect(view.next).toMatchObject({ nextCommit: sha, blockedBy: "approval", needsHuman: true });
    expect(view.next.gates.at(-1)).toMatchObject({ gate: "approval", open: false, action: "approve" });
    expect(view.queue.map((commit) => commit.reason.code)).toEqual(["in-next-rollout"]);
    await answer(pipeline, "commit", "yes");
    const approved = await waitFor(pipeline, { state: "pending", question: "start" });
    expect(approved).toMatchObject({ toRevision: sha, approvedBy: "ana", approvedAt: expect.any(Date) });
    expect(startedOn(pipeline)).toEqual([]);
    await answer(pipeline, "start", "yes");
    await waitFor(pipeline, { state: "held", question: "continue" });
    expect(startedOn(pipeline)).toEqual(["web-1"]);
    await answer(pipeline, "continue", "yes");
    const done = await waitFor(pipeline, { number: 1, state: "succeeded" });
    expect(done.events.map((event) => [event.event, event.actorName])).toEqual([
      ["created", "automation"],
      ["approved", "ana"],
      ["started", "ana"],
      ["stageDeployed", "sauron"],
      ["questionAsked", "sauron"],
      ["confirmed", "ana"],
      ["stageDeployed", "sauron"],
      ["lastStagePassed", "sauron"],
    ]);
    const yes = { answer: "yes", by: "ana", at: expect.stringMatching(/^\d{4}-/), reason: null };
    expect(done.answers).toEqual({ commit: yes, start: yes, continue: yes });
  });

  test("a no to the commit discards it, halts nothing, and is not asked again until a commit lands", async () => {
    const pipeline = await createIn("confirm");
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await waitFor(pipeline, { state: "proposed" });
    await answer(pipeline, "commit", "no");
    const declined = await waitFor(pipeline, { number: 1, state: "discarded" });
    expect(declined.failureReason).toBe("ana said no: not today");
    expect(new Set(declined.hostDeploys.map((deploy) => deploy.state))).toEqual(new Set(["skipped"]));
    await decideRollout(pipeline.ctx, pipeline);
    await waitForClosed(pipeline, "approval");
    expect(await newestRollout(pipeline)).toMatchObject({ number: 1, state: "discarded" });
    expect((await project(pipeline)).haltedAt).toBeNull();
    const { queue } = await readNowView(db.prisma, (await findProject(db.prisma, pipeline.projectId))!);
    expect(queue).toMatchObject([{ forecast: null, reason: { code: "kept-back" } }]);
    expect(queue[0]?.reason.text).toMatch(/^Would go in the next rollout\. This range was declined by ana \(#1\)/);
    await pipeline.landPassed("Another");
    await waitFor(pipeline, { number: 2, state: "proposed" });
  });

  test("what was declined is asked again after a person did something", async () => {
    const pipeline = await createIn("confirm");
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await waitFor(pipeline, { state: "proposed" });
    await answer(pipeline, "commit", "no");
    await decideRollout(pipeline.ctx, pipeline);
    expect(await newestRollout(pipeline)).toMatchObject({ number: 1, state: "discarded" });
    await haltAutomation(pipeline.ctx, { projectId: pipeline.projectId, reason: "looking" });
    await resumeAutomation(pipeline.ctx, { projectId: pipeline.projectId, reason: "looked", markBad: [] });
    await waitFor(pipeline, { number: 2, state: "proposed" });
  });

  test("a no is taken back once: the same range is proposed again", async () => {
    const pipeline = await createIn("confirm");
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await waitFor(pipeline, { state: "proposed" });
    const again = () => askAgain(pipeline.ctx, { projectId: pipeline.projectId, reason: "said no by mistake" });
    await expect(again()).rejects.toThrow("Nobody has said no");
    await answer(pipeline, "commit", "no");
    const { toRevision } = await waitFor(pipeline, { number: 1, state: "discarded" });
    await again();
    const proposed = await waitFor(pipeline, { number: 2, state: "proposed" });
    expect(proposed.toRevision).toBe(toRevision);
    await expect(again()).rejects.toThrow("Nobody has said no");
  });

  test("an abort of a proposal is a no", async () => {
    const pipeline = await createIn("confirm");
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const { id } = await waitFor(pipeline, { state: "proposed" });
    await abortRollout(pipeline.ctx, { rolloutId: id });
    await waitFor(pipeline, { number: 1, state: "discarded" });
    await decideRollout(pipeline.ctx, pipeline);
    expect(await newestRollout(pipeline)).toMatchObject({ number: 1 });
  });

  test("a no to the start discards it before any host", async () => {
    const pipeline = await createIn("confirm");
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await waitFor(pipeline, { state: "proposed" });
    await answer(pipeline, "commit", "yes");
    await waitFor(pipeline, { state: "pending", question: "start" });
    await answer(pipeline, "start", "no");
    await waitFor(pipeline, { state: "discarded" });
    expect([startedOn(pipeline), (await project(pipeline)).haltedAt]).toEqual([[], null]);
  });

  test("a no after the canary fails the rollout and halts the automation; the rest is not started", async () => {
    const pipeline = await createIn("confirm");
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await waitFor(pipeline, { state: "proposed" });
    await answer(pipeline, "commit", "yes");
    await answer(pipeline, "start", "yes");
    const { id } = await waitFor(pipeline, { state: "held", question: "continue" });
    const input = { rolloutId: id, action: "continue" as const, reason: "it is fine" };
    await expect(resolveHold(pipeline.ctx, input)).rejects.toThrow(/waits for an answer/);
    await answer(pipeline, "continue", "no");
    await waitFor(pipeline, { state: "failed" });
    expect(startedOn(pipeline)).toEqual(["web-1"]);
    expect((await project(pipeline)).haltReason).toContain("ana said no: not today");
  });

  test("a proposal expires when what would go changes; the next one has the new range", async () => {
    const pipeline = await createIn("confirm", { selection: allAtOnce });
    await pipeline.landPassed("First");
    await pipeline.startWorker();
    const first = await waitFor(pipeline, { number: 1, state: "proposed" });
    const sha = await pipeline.landPassed("Second");
    const second = await waitFor(pipeline, { number: 2, state: "proposed" });
    expect(second).toMatchObject({ toRevision: sha, commitCount: 2 });
    const expired = await db.prisma.rollout.findUniqueOrThrow({ where: { id: first.id }, include: { events: true } });
    expect(expired.state).toBe("discarded");
    expect(expired.events.at(-1)).toMatchObject({
      event: "expired",
      actorKind: "system",
      reason: expect.stringMatching(/^It expired: what would be deployed has changed, now 2 commits/),
    });
    const yes = { rolloutId: first.id, question: "commit" as const, answer: "yes" as const, reason: null };
    await expect(answerQuestion(pipeline.ctx, yes)).rejects.toThrow(/discarded, nothing is asked/);
  });

  test("a yes to what nobody has seen to be out of date yet expires it instead", async () => {
    const pipeline = await createIn("confirm");
    const worker = await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const { id } = await waitFor(pipeline, { state: "proposed" });
    await worker.stop();
    await db.prisma.testRun.updateMany({ where: { projectId: pipeline.projectId }, data: { status: "failed" } });
    await expect(answer(pipeline, "commit", "yes")).rejects.toThrow(/not approved. It expired: no commit/);
    expect(await db.prisma.rollout.findUnique({ where: { id } })).toMatchObject({ state: "discarded" });
  });

  test("only the question that is asked is answered, a no needs a reason, and a freeze binds a yes", async () => {
    const pipeline = await createIn("confirm");
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const { id: rolloutId } = await waitFor(pipeline, { state: "proposed" });
    await expect(answer(pipeline, "start", "yes")).rejects.toThrow(/asks something else: Deploy this commit/);
    const no = { rolloutId, question: "commit" as const, answer: "no" as const, reason: null };
    await expect(answerQuestion(pipeline.ctx, no)).rejects.toMatchObject({ code: "bad-request" });
    await freezeProject(pipeline.ctx, { projectId: pipeline.projectId, reason: "the database moves", seconds: 3600 });
    await expect(answer(pipeline, "commit", "yes")).rejects.toThrow(/^Frozen until .* by ana: the database moves\.$/);
    await answer(pipeline, "commit", "no");
    await waitFor(pipeline, { state: "discarded" });
  });

  test("a proposal gives way to a rollout that a person starts, which asks nothing further", async () => {
    const pipeline = await createIn("confirm");
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const { id } = await waitFor(pipeline, { number: 1, state: "proposed" });
    await startRollout(pipeline.ctx, { projectId: pipeline.projectId });
    expect(await db.prisma.rollout.findUnique({ where: { id } })).toMatchObject({
      state: "discarded",
      failureReason: "It expired: ana started another rollout.",
    });
    await waitFor(pipeline, { number: 2, state: "succeeded" });
  });

  test("a mode that asks nobody takes the proposal back and starts it", async () => {
    const pipeline = await createIn("confirm");
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await waitFor(pipeline, { number: 1, state: "proposed" });
    await setMode(pipeline.ctx, { projectId: pipeline.projectId, mode: "unattended", reason: "it works" });
    await waitFor(pipeline, { number: 2, state: "succeeded" });
  });
});

describe("supervised", () => {
  test("starts only while somebody watches", async () => {
    const pipeline = await createIn("supervised");
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await waitForClosed(pipeline, "watched");
    expect(await newestRollout(pipeline)).toBeNull();
    await noteWatched(db.prisma, pipeline.projectId);
    await waitFor(pipeline, { number: 1, state: "succeeded" });
    await db.prisma.$executeRaw`
      UPDATE "Project" SET "watchedAt" = now() - interval '2 minutes' WHERE id = ${pipeline.projectId}`;
    await pipeline.landPassed("Another");
    await waitForClosed(pipeline, "watched");
    expect(await newestRollout(pipeline)).toMatchObject({ number: 1 });
  });

  test("asks whether to continue when nobody watched the canary", async () => {
    const pipeline = await createIn("supervised");
    pipeline.fleet.host("web-1").behave({ does: "hang" });
    await noteWatched(db.prisma, pipeline.projectId);
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await vi.waitFor(() => expect(startedOn(pipeline)).toEqual(["web-1"]), inTime);
    await db.prisma.$executeRaw`
      UPDATE "Project" SET "watchedAt" = now() - interval '2 minutes' WHERE id = ${pipeline.projectId}`;
    pipeline.fleet.host("web-1").finish();
    await waitFor(pipeline, { state: "held", question: "continue" });
    await answer(pipeline, "continue", "yes");
    await waitFor(pipeline, { state: "succeeded" });
  });
});

describe("allowed hours", () => {
  test("outside of them nothing starts by itself", async () => {
    const now = Date.now();
    const clock = (hours: number) => new Date(now + hours * 3_600_000).toISOString().slice(11, 16);
    const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
    const weekly = [{ days: [...days], from: clock(3), to: clock(5) }];
    const pipeline = await createIn("unattended", { allowedHours: { timeZone: "UTC", weekly } });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const decision = await waitForClosed(pipeline, "allowed-hours");
    expect(decision.sentence).toMatch(/begin again .*UTC: until then a person may start/);
    expect(await newestRollout(pipeline)).toBeNull();
  });
});
