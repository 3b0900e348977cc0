import { type ClaimedTest, claimBuiltInTest } from "@/lib/db/built-in-tests";
import { findProject, type ProjectRow } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import type { TestEnd } from "@/lib/domain/test-run/built-in-runner";
import { hasBuiltInTests } from "@/lib/domain/test-run/built-in-runner";
import { cleanEnvironment } from "@/lib/integrations/processes/clean-environment";
import { runProgram } from "@/lib/integrations/processes/run-program";
import type { WorkerContext } from "../context";
import { limitOutput } from "./limit-output";
import { describeRun, reportStatus } from "./report-status";
import { settleTest } from "./settle-test";
import { prepareTestCommand } from "./test-command";
import { makeTestPlace, removeLeftPlaces, type TestPlace } from "./test-place";
import { watchTestWish } from "./watch-test-wish";

/** Time tests have between TERM and KILL when they are ended. */
const graceSeconds = 10;

/** Runs the tests of the newest commit of a project that waits for them, in a checkout of its own. */
export async function runTests(ctx: WorkerContext, { projectId }: { projectId: number }): Promise<void> {
  if (ctx.stopping.aborted) return;
  const project = await findProject(ctx.db.prisma, projectId);
  if (!project || !hasBuiltInTests(project.policy)) return;
  const run = await inTransaction(ctx.db.prisma, async (tx) => {
    const claimed = await claimBuiltInTest(tx, { projectId, workerId: ctx.workerId });
    const begun = describeRun({ status: "running", reason: null });
    if (claimed) await reportStatus(tx, ctx, { project, run: claimed, ...begun });
    return claimed;
  });
  if (!run) return;
  ctx.testsInHand.add(run.id);
  try {
    const end = await runInPlace(ctx, project, run);
    // What a worker that stops could not begin says nothing about the commit.
    const isCutOff = ctx.stopping.aborted && end.end === "not-started";
    await settleTest(ctx, { project, run, end: isCutOff ? { end: "worker-stopped" } : end });
  } finally {
    ctx.testsInHand.delete(run.id);
  }
}

async function runInPlace(ctx: WorkerContext, project: ProjectRow, run: ClaimedTest): Promise<TestEnd> {
  const mirror = ctx.openMirror(project);
  const say = (text: string) => ctx.testLog.write(run, null, { at: Date.now(), stream: "sys", text });
  let place: TestPlace | null = null;
  try {
    await removeLeftPlaces(ctx);
    place = await makeTestPlace(ctx, run.id);
    const made = await mirror.checkOut(run.sha, place.checkout);
    if (!made.ok) return { end: "not-started", reason: made.reason };
    const argv = await prepareTestCommand(project.policy, place.directory);
    say(
      `Commit ${run.sha}, attempt ${run.attempt}: ${project.policy.tests.script === undefined ? argv.join(" ") : "tests.script"}`,
    );
    return await runCommand(ctx, { project, run, place, argv });
  } catch (error) {
    ctx.logger.warn({ err: error, run: run.id }, "tests could not be run");
    return { end: "not-started", reason: `${(error as Error).message}.` };
  } finally {
    // A worker that stops has no time for it, and its tests may still be ending; the next run clears up.
    if (place && !ctx.stopping.aborted) await clearUp(ctx, mirror, place);
  }
}

async function clearUp(
  ctx: WorkerContext,
  mirror: ReturnType<WorkerContext["openMirror"]>,
  { directory, checkout }: TestPlace,
): Promise<void> {
  try {
    await mirror.removeCheckOut(checkout);
    await mirror.removeCheckOut(directory);
  } catch (error) {
    ctx.logger.warn({ err: error, directory }, "a checkout could not be removed, the next run tries again");
  }
}

type Command = { project: ProjectRow; run: ClaimedTest; place: TestPlace; argv: [string, ...string[]] };

async function runCommand(ctx: WorkerContext, { project, run, place, argv }: Command): Promise<TestEnd> {
  const { timeout } = project.policy.tests;
  const output = limitOutput((line) => ctx.testLog.write(run, null, line));
  const wish = watchTestWish(ctx, run.id);
  const stopping = once(ctx.stopping);
  const running = runProgram({
    argv,
    cwd: place.checkout,
    env: testEnvironment(project, run, place),
    timeoutSeconds: timeout,
    graceSeconds,
    signal: AbortSignal.any([wish.signal, ctx.stopping]),
    onLine: (line) => output.take(line),
  });
  try {
    // A worker that stops does not wait for its tests to end; what is left of them ends with this process.
    const ended = await Promise.race([running, stopping.then(() => ({ end: "stopped" }) as const)]);
    output.end();
    if (ended.end === "stopped" && ctx.stopping.aborted) return { end: "worker-stopped" };
    if (ended.end === "timeout") return { end: "timeout", seconds: timeout };
    if (ended.end === "stopped") return { end: "killed", by: wish.killedBy() };
    return ended;
  } finally {
    wish.release();
  }
}

/** Nothing of this worker's own environment but where programs are found: above all no way to the database. */
function testEnvironment({ policy }: ProjectRow, run: ClaimedTest, place: TestPlace): Record<string, string> {
  const own = { HOME: place.home, TMPDIR: place.temporary, CI: "true", SAURON_SHA: run.sha };
  return cleanEnvironment({ ...own, ...policy.tests.env });
}

function once(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
