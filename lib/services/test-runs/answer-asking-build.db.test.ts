import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { projectFileSchema } from "@/lib/contracts/project-file";
import { queueNextTestAttempt } from "@/lib/db/built-in-tests";
import { inTransaction } from "@/lib/db/transaction";
import { builtInContext, builtInSource } from "@/lib/domain/test-run/built-in-runner";
import { createTestDatabase } from "@/lib/testing/database";
import { startFakeSenderHost } from "@/lib/testing/fake-sender-host";
import { createTestProject, testSha } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { readDeliveries } from "../intake/read-deliveries";
import { receiveDelivery } from "../intake/receive-delivery";
import { killTest } from "./kill-test";
import { runTests } from "./run-tests";
import { sendStatus } from "./send-status";
import { settleTest } from "./settle-test";

const db = await createTestDatabase();
const ctx = { ...createWorkerContext(db), publicUrl: "https://sauron.example.org" };
const host = await startFakeSenderHost();
afterAll(() => host.close());
const sha = testSha(1);
let cases = 0;

const answer = (status = 200) =>
  host.answer("POST /api/harbormaster.sendmessage", {
    status,
    body: { result: null, error_code: null, error_info: null },
  });

beforeEach(() => {
  host.requests.length = 0;
  answer();
});

/** A project that runs its own tests, and a Harbormaster that can be told. */
async function prepare() {
  cases += 1;
  const slug = `web-${cases}`;
  const tests = { ...projectFileSchema.shape.tests.parse({}), run: ["true"] };
  const project = await createTestProject(db, slug, { commits: 1, policy: { tests } });
  const source = await db.prisma.source.create({
    data: {
      projectId: project.id,
      key: slug,
      name: "phorge",
      kind: "phorge",
      secrets: [{ secret: "secret", addedAt: new Date().toISOString() }],
      api: { url: host.url, repository: "WEB", token: "token" },
      createdBy: "ana",
    },
  });
  return { project, source };
}

type Scene = Awaited<ReturnType<typeof prepare>>;

async function tell({ source }: Scene, message: string | object): Promise<void> {
  const body = Buffer.from(typeof message === "string" ? message : JSON.stringify(message));
  await receiveDelivery(ctx, {
    key: source.key,
    request: { headers: { authorization: "Bearer secret" }, body },
    now: 0,
  });
  await readDeliveries(ctx, { sourceId: source.id });
}

async function startRun({ project }: Scene, status = "running") {
  const row = { projectId: project.id, sha, context: builtInContext, attempt: 1, source: builtInSource, status };
  return db.prisma.testRun.create({ data: { ...row, workerId: ctx.workerId, startedAt: new Date() } });
}

const endRun = ({ project }: Scene, run: { id: number }, code: number) =>
  settleTest(ctx, {
    project,
    run: { id: run.id, projectId: project.id, sha, attempt: 1 },
    end: { end: "exited", code },
  });

/** Sends what is due, whatever pause it has. */
async function send({ source }: Scene): Promise<void> {
  for (const { id } of await db.prisma.statusReport.findMany({ where: { sourceId: source.id, sentAt: null } })) {
    await db.prisma.$executeRaw`UPDATE "StatusReport" SET "nextTryAt" = clock_timestamp() WHERE id = ${id}`;
    await sendStatus(ctx, { reportId: id });
  }
}

const messages = () => host.requests.map(({ body }) => [body?.receiver, body?.type]);
const ofTargets = ({ source }: Scene) =>
  db.prisma.testRun.findMany({ where: { sourceId: source.id }, orderBy: { attempt: "asc" } });

const target = "PHID-HMBT-1";
const asks = { buildTargetPHID: target, commit: sha };

describe("a build target that asks for the tests of a commit", () => {
  test.each([
    [0, "pass", "passed"],
    [1, "fail", "failed"],
  ] as const)("hears that they run, and of exit code %i as %s; it ends as it was told", async (code, type, status) => {
    const scene = await prepare();
    const run = await startRun(scene);
    await tell(scene, asks);
    await send(scene);
    expect(messages()).toEqual([[target, "work"]]);
    expect(await ofTargets(scene)).toMatchObject([{ context: "harbormaster", status: "pending", externalId: target }]);
    await endRun(scene, run, code);
    await send(scene);
    expect(messages()).toEqual([
      [target, "work"],
      [target, type],
    ]);
    expect(host.requests.at(-1)?.body?.["unit[0][details]"]).toContain(`/tests/${run.id}`);
    expect(await ofTargets(scene)).toMatchObject([{ status, externalId: target, attempt: 1 }]);
  });

  test("before they began is told once they have", async () => {
    const scene = await prepare();
    await tell(scene, `buildTargetPHID=${target}&commit=${sha}`);
    await send(scene);
    expect(messages()).toEqual([]);
    await startRun(scene, "queued");
    await runTests(ctx, { projectId: scene.project.id });
    await send(scene);
    expect(messages().map(([receiver]) => receiver)).toEqual([target]);
  });

  test("after they ended is told at once, and so is the next one", async () => {
    const scene = await prepare();
    await endRun(scene, await startRun(scene), 0);
    await tell(scene, asks);
    await send(scene);
    await tell(scene, { ...asks, buildTargetPHID: "PHID-HMBT-2" });
    await send(scene);
    expect(messages()).toEqual([
      [target, "pass"],
      ["PHID-HMBT-2", "pass"],
    ]);
    expect((await ofTargets(scene)).map((run) => run.status)).toEqual(["passed", "passed"]);
  });

  test("while another attempt waits is told of that one", async () => {
    const scene = await prepare();
    const run = await startRun(scene);
    await endRun(scene, run, 1);
    await inTransaction(db.prisma, (tx) => queueNextTestAttempt(tx, run.id));
    await tell(scene, asks);
    await send(scene);
    expect(messages()).toEqual([]);
    await runTests(ctx, { projectId: scene.project.id });
    await send(scene);
    expect(messages().map(([receiver]) => receiver)).toEqual([target]);
  });

  test("and cannot be told now is told later; until then it has not passed", async () => {
    const scene = await prepare();
    const run = await startRun(scene);
    await tell(scene, asks);
    answer(503);
    await endRun(scene, run, 0);
    await send(scene);
    const [report] = await db.prisma.statusReport.findMany({ where: { sourceId: scene.source.id } });
    expect(report).toMatchObject({ sentAt: null, error: expect.stringMatching(/answered 503/) });
    expect(await ofTargets(scene)).toMatchObject([{ status: "pending" }]);
    answer();
    await send(scene);
    expect(await ofTargets(scene)).toMatchObject([{ status: "passed" }]);
  });

  test("hears also that they were ended before they began", async () => {
    const scene = await prepare();
    await tell(scene, asks);
    const run = await startRun(scene, "queued");
    await killTest(ctx, { id: run.id, projectId: scene.project.id });
    await send(scene);
    expect(messages()).toEqual([[target, "fail"]]);
    expect(await ofTargets(scene)).toMatchObject([{ status: "errored" }]);
  });
});

test("a build target whose tests a build machine runs is told nothing", async () => {
  const scene = await prepare();
  await tell(scene, { ...asks, type: "work" });
  await endRun(scene, await startRun(scene), 0);
  await send(scene);
  expect(messages()).toEqual([]);
  expect(await ofTargets(scene)).toMatchObject([{ status: "running" }]);
});
