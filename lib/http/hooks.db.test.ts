import { beforeEach, describe, expect, test } from "vitest";
import { errorBodySchema } from "@/lib/contracts/api";
import type { SourceKind } from "@/lib/contracts/intake-views";
import { createFakeMirror } from "@/lib/integrations/git/fake-mirror";
import { forgetOldIntake } from "@/lib/services/intake/forget-old-intake";
import { readDeliveries } from "@/lib/services/intake/read-deliveries";
import { fetchTrunk } from "@/lib/services/projects/fetch-trunk";
import { resumeAutomation } from "@/lib/services/projects/resume-automation";
import { reconcileAll } from "@/lib/services/reconcile/reconcile-all";
import { createSource } from "@/lib/services/sources/create-source";
import { createTestProject, testSha } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { webProcess } from "./web-process";

const { db, api } = await serveWebApi();

const project = await createTestProject(db, "web", { commits: 2 });
const ctx = createWorkerContext(db);
let sources = 0;

async function addSource(kind: SourceKind = "generic", of = project) {
  sources += 1;
  const wanted = { project: of, name: `${kind}-${sources}`, kind, api: null, baseUrl: api.url };
  const { source, secret } = await createSource({ db, actor: { kind: "user", name: "ana" } }, wanted);
  const row = await db.prisma.source.findUniqueOrThrow({ where: { key: source.key } });
  return { key: source.key, id: row.id, secret, name: row.name };
}

type Source = Awaited<ReturnType<typeof addSource>>;

async function deliver(source: Source, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${api.url}/api/hooks/${source.key}`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", authorization: `Bearer ${source.secret}`, ...headers },
  });
  return { status: response.status, body: await response.json() };
}

async function read(source: Source) {
  await readDeliveries(ctx, { sourceId: source.id });
  return stored(source);
}

const stored = (source: Source) =>
  db.prisma.delivery.findMany({ where: { sourceId: source.id }, orderBy: { id: "asc" } });
const report = (changes: object = {}) => ({ sha: testSha(1), context: "ci/unit", status: "passed", ...changes });
const push = `${"a".repeat(40)} ${"b".repeat(40)} refs/heads/${project.trunk}\n`;

beforeEach(() => {
  ctx.asked.length = 0;
});

describe("a delivery", () => {
  test("is stored before it is answered, and the same again is counted and changes nothing", async () => {
    const source = await addSource();
    const first = await deliver(source, report());
    expect(first).toEqual({ status: 202, body: { accepted: true, delivery: expect.any(Number) } });
    const [before] = await read(source);
    expect(await deliver(source, report())).toEqual(first);
    expect(await stored(source)).toEqual([{ ...before, times: 2 }]);
    expect(before).toMatchObject({ id: first.body.delivery, state: "understood", times: 1 });
  });

  test("that echoes a result of Sauron's own changes nothing, and says so", async () => {
    const source = await addSource();
    await deliver(source, report({ context: "sauron/tests", status: "passed" }));
    expect(await read(source)).toMatchObject([{ summary: expect.stringMatching(/^Nothing new: .*Sauron's own/) }]);
    expect(await db.prisma.testRun.count({ where: { context: "sauron/tests" } })).toBe(0);
  });

  test("that is not authentic leaves nothing but a counter", async () => {
    const source = await addSource();
    for (const authorization of ["", "Bearer x", `Bearer ${source.secret}x`, `Bearer ${source.secret.slice(1)}`]) {
      const refused = await deliver(source, report(), { authorization });
      expect([refused.status, errorBodySchema.parse(refused.body).error.code]).toEqual([401, "unauthenticated"]);
    }
    expect(await stored(source)).toEqual([]);
    const row = await db.prisma.source.findUniqueOrThrow({ where: { id: source.id } });
    expect(row).toMatchObject({ refused: 4, lastRefusedAt: expect.any(Date), lastDeliveryAt: null });
    expect(row.lastRefusal).toMatch(/not one of this source/);
  });

  test("that is accepted right after a refused one is the last that was heard of its source", async () => {
    const source = await addSource();
    await deliver(source, report());
    await deliver(source, report(), { authorization: "Bearer x" });
    await deliver(source, report({ context: "lint" }));
    const row = await db.prisma.source.findUniqueOrThrow({ where: { id: source.id } });
    expect(Number(row.lastDeliveryAt)).toBeGreaterThan(Number(row.lastRefusedAt));
  });

  test("with the secret of another source is not authentic", async () => {
    const [mine, other] = [await addSource(), await addSource()];
    expect((await deliver({ ...mine, secret: other.secret }, report())).status).toBe(401);
  });

  test.each([
    ["is switched off", { enabled: false }],
    ["has no secret", { secrets: [] }],
  ])("to a source that %s is refused, and the source says why", async (_what, data) => {
    const source = await addSource();
    await db.prisma.source.update({ where: { id: source.id }, data });
    expect((await deliver(source, report())).status).toBe(401);
    expect((await deliver(source, report(), { authorization: "Bearer " })).status).toBe(401);
    const row = await db.prisma.source.findUniqueOrThrow({ where: { id: source.id } });
    expect(row.lastRefusal).toMatch(/switched off|no secret/);
    expect(await stored(source)).toEqual([]);
  });

  test("of the wrong shape is answered with a sentence, and kept with it", async () => {
    const source = await addSource();
    for (const body of ["{", "[]", '"x"', "null", "", "{}", JSON.stringify(report({ status: 1 }))]) {
      const refused = await deliver(source, body);
      const { error } = errorBodySchema.parse(refused.body);
      expect([refused.status, error.code]).toEqual([400, "bad-request"]);
      expect(await db.prisma.delivery.findFirstOrThrow({ orderBy: { id: "desc" } })).toMatchObject({
        state: "refused",
        summary: error.message,
        processedAt: expect.any(Date),
      });
      expect((await deliver(source, body)).status).toBe(400);
    }
    expect((await stored(source)).every((delivery) => delivery.times === 2)).toBe(true);
  });

  test("to an address that is none -> 404; looking at one -> 405 with a sentence", async () => {
    const source = await addSource();
    for (const key of ["none", "%00", "a%20b", "..%2Fx", "'", "x".repeat(2000)]) {
      expect((await deliver({ ...source, key }, report())).status).toBe(404);
    }
    const look = await fetch(`${api.url}/api/hooks/${source.key}`);
    expect([look.status, look.headers.get("allow")]).toEqual([405, "POST"]);
    expect(errorBodySchema.parse(await look.json()).error.message).toMatch(/Senders post/);
  });

  test("is taken from any origin and under any host name", async () => {
    const source = await addSource();
    const foreign = { origin: "https://ci.example.org", "sec-fetch-site": "cross-site", "content-type": "text/plain" };
    expect((await deliver(source, report(), foreign)).status).toBe(202);
  });

  test("that was accepted while nobody reads is found by reconciling", async () => {
    const source = await addSource();
    await deliver(source, report());
    await reconcileAll(ctx);
    expect(ctx.asked).toContainEqual({ name: "read-deliveries", payload: { sourceId: source.id } });
  });

  test("is kept without secrets: neither in headers nor in the body", async () => {
    const source = await addSource();
    await deliver(source, report({ url: `https://ci.example.org/?token=${source.secret}` }));
    const kept = JSON.stringify(await db.prisma.delivery.findMany({ where: { sourceId: source.id } }));
    const [row] = await stored(source);
    expect(kept + Buffer.from(row?.body ?? []).toString()).not.toContain(source.secret);
    expect(row?.headers).not.toHaveProperty("authorization");
  });

  test("of Jenkins loses the parameters of the build", async () => {
    const source = await addSource("jenkins");
    const build = {
      number: 7,
      phase: "COMPLETED",
      status: "SUCCESS",
      scm: { commit: testSha(1) },
      parameters: { DB_PASSWORD: "hunter2" },
    };
    expect((await deliver(source, { name: "backend", build })).status).toBe(202);
    const [row] = await read(source);
    expect(row).toMatchObject({ state: "understood" });
    expect(Buffer.from(row?.body ?? []).toString()).not.toMatch(/hunter2|DB_PASSWORD/);
    await deliver(source, "<build><parameters>hunter2</parameters>");
    const [, other] = await stored(source);
    expect([other?.state, other?.body.length]).toEqual(["refused", 0]);
  });

  test("of GitLab and Buildkite loses the variables a run was begun with", async () => {
    const run = { id: 31, sha: testSha(1), status: "success", variables: [{ key: "TOKEN", value: "hunter2" }] };
    const build = { id: "b", number: 7, state: "passed", commit: testSha(1), env: { TOKEN: "hunter2" } };
    for (const [source, payload] of [
      [await addSource("gitlab"), { object_kind: "pipeline", object_attributes: run }],
      [await addSource("buildkite"), { event: "build.finished", build, pipeline: { slug: "web" } }],
    ] as const) {
      const token = { "x-gitlab-token": source.secret, "x-buildkite-token": source.secret };
      expect((await deliver(source, payload, token)).status).toBe(202);
      const [row] = await read(source);
      expect(row).toMatchObject({ state: "understood" });
      expect(Buffer.from(row?.body ?? []).toString()).not.toMatch(/hunter2|TOKEN/);
    }
  });
});

describe("what is made of deliveries", () => {
  test("a test result is stored as an attempt of its commit, with its sender", async () => {
    const source = await addSource();
    await deliver(source, report({ context: "a", status: "failed", attempt: 2 }));
    const [row] = await read(source);
    expect(row?.summary).toBe(`Test a of ${testSha(1).slice(0, 7)}: failed (attempt 2)`);
    expect(row?.facts).toMatchObject([{ fact: "test", context: "a", status: "failed" }]);
    expect(await db.prisma.testRun.findMany({ where: { context: "a" } })).toMatchObject([
      { sha: testSha(1), attempt: 2, status: "failed", source: source.name, sourceId: source.id },
    ]);
    expect(ctx.asked).toContainEqual({ name: "decide", payload: { projectId: project.id } });
  });

  test.each(["before", "after"])("the run of a tag %s that of the branch hides no verdict", async (order) => {
    const source = await addSource("gitlab");
    const sha = testSha(order === "before" ? 51 : 52);
    const pipeline = (id: number, tag: boolean) => ({
      object_kind: "pipeline",
      object_attributes: { id, sha, tag, status: "success", created_at: `2026-01-02 03:04:${60 - id} UTC` },
    });
    const told = [pipeline(31, false), pipeline(32, true)];
    for (const body of order === "before" ? told.toReversed() : told) {
      await deliver(source, body, {
        "x-gitlab-token": source.secret,
        "idempotency-key": `${body.object_attributes.id}`,
      });
    }
    await read(source);
    const attempts = await db.prisma.testRun.findMany({ where: { sha }, orderBy: { attempt: "desc" } });
    expect(attempts[0]).toMatchObject({ context: "gitlab/pipeline", status: "passed", externalId: "31" });
  });

  test("a result for a commit nobody knows waits for it", async () => {
    const source = await addSource();
    await deliver(source, report({ sha: testSha(99), context: "early" }));
    const [row] = await read(source);
    expect(row?.summary).toContain("the trunk does not have this commit yet");
    expect(await db.prisma.testRun.count({ where: { context: "early" } })).toBe(1);
  });

  test("a result that names only its build counts for the commit the build was told of", async () => {
    const source = await addSource("phorge");
    const buildTargetPHID = "PHID-HMBT-cccccccccccccccccccc";
    await deliver(source, { buildTargetPHID, type: "pass" });
    expect((await read(source))[0]?.summary).toContain("nothing told before which commit");
    await deliver(source, { buildTargetPHID, commit: testSha(2) });
    await deliver(source, { buildTargetPHID, type: "fail" });
    const rows = await read(source);
    expect(rows.at(-1)?.summary).toBe(`Test harbormaster of ${testSha(2).slice(0, 7)}: failed (attempt 1)`);
    expect(await db.prisma.testRun.findMany({ where: { context: "harbormaster" } })).toMatchObject([
      { sha: testSha(2), status: "failed", externalId: buildTargetPHID },
    ]);
  });

  test("Harbormaster's own request has no body, and says in its address what it wants", async () => {
    const source = await addSource("phorge");
    const query = new URLSearchParams({ buildTargetPHID: "PHID-HMBT-1", commit: testSha(1) });
    const authorization = `Basic ${Buffer.from(`phorge:${source.secret}`).toString("base64")}`;
    const request = { method: "POST", headers: { authorization } };
    expect((await fetch(`${api.url}/api/hooks/${source.key}?${query}`, request)).status).toBe(202);
    expect(await read(source)).toMatchObject([
      { summary: expect.stringMatching(/^Test harbormaster of \w{7}: pending/) },
    ]);
    expect((await fetch(`${api.url}/api/hooks/${source.key}`, request)).status).toBe(400);
  });

  test("a push lets the repository be read once, however many came", async () => {
    const source = await addSource("git");
    await deliver(source, push);
    await deliver(source, push.replaceAll("b", "c"));
    const rows = await read(source);
    expect(rows.map((row) => row.summary)).toEqual([
      "Push to main: aaaaaaa..bbbbbbb",
      "Push to main: aaaaaaa..ccccccc",
    ]);
    expect(ctx.asked).toEqual([{ name: "fetch-trunk", payload: { projectId: project.id } }]);
  });

  test("that the trunk was deleted is believed once git says so, and a person who resumed is not halted again", async () => {
    const gone = await createTestProject(db, "gone");
    const mirror = createFakeMirror();
    const worker = createWorkerContext(db, () => mirror);
    const source = await addSource("git", gone);
    const readAgain = async () => {
      await db.prisma.delivery.updateMany({ where: { sourceId: source.id }, data: { state: "received" } });
      await readDeliveries(worker, { sourceId: source.id });
      expect(worker.asked.splice(0)).toContainEqual({ name: "fetch-trunk", payload: { projectId: gone.id } });
      await fetchTrunk(worker, { projectId: gone.id });
      return (await db.prisma.project.findUniqueOrThrow({ where: { id: gone.id } })).haltReason;
    };
    mirror.land("The beginning");
    await fetchTrunk(worker, { projectId: gone.id });
    await deliver(source, `${"a".repeat(40)} ${"0".repeat(40)} refs/heads/${gone.trunk}\n`);
    expect(await readAgain()).toBeNull();
    expect((await stored(source))[0]).toMatchObject({ state: "understood", summary: "Branch main was deleted" });

    mirror.deleteTrunk();
    expect(await readAgain()).toBe("The trunk main was deleted in the repository.");
    expect(await db.prisma.commit.count({ where: { projectId: gone.id, orphaned: false } })).toBe(1);
    const resumed = { projectId: gone.id, reason: "it comes back", markBad: [] };
    await resumeAutomation(worker, resumed);
    expect(await readAgain()).toBeNull();

    mirror.land("The beginning, once more");
    // Another history than before, which is a halt of its own.
    expect(await readAgain()).toMatch(/^The trunk main was rewritten/);
    await resumeAutomation(worker, resumed);
    expect(await readAgain()).toBeNull();
    mirror.deleteTrunk();
    expect(await readAgain()).toBe("The trunk main was deleted in the repository.");
  });

  test("what is of no use is told so", async () => {
    const source = await addSource("git");
    await deliver(source, push.replace(`refs/heads/${project.trunk}`, "refs/tags/v1"));
    expect((await read(source))[0]).toMatchObject({ state: "ignored", summary: "Ignored: a tag" });
  });

  test("reading twice changes nothing, and a delivery can be read again when asked", async () => {
    const source = await addSource();
    await deliver(source, report({ context: "again", externalId: "7" }));
    const [before] = await read(source);
    const runs = await db.prisma.testRun.findMany({ where: { context: "again" } });
    const response = await fetch(`${api.url}/api/v1/deliveries/${before?.id}/resend?project=web`, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect([response.status, await response.json()]).toMatchObject([202, { state: "received", processedAt: null }]);
    const [after] = await read(source);
    expect(after).toEqual({ ...before, processedAt: expect.any(Date) });
    expect(await db.prisma.testRun.findMany({ where: { context: "again" } })).toEqual(runs);
  });

  test("deliveries are forgotten after 14 days, results without a commit after 30", async () => {
    const source = await addSource();
    for (const context of ["old", "new"]) {
      await deliver(source, report({ context }));
      await deliver(source, report({ context, sha: testSha(500) }));
    }
    await read(source);
    await db.prisma.$executeRaw`
      UPDATE "Delivery" SET "receivedAt" = now() - interval '14 days 1 minute'
      WHERE "sourceId" = ${source.id} AND summary LIKE 'Test old %'`;
    await db.prisma.$executeRaw`
      UPDATE "TestRun" SET "createdAt" = now() - interval '30 days 1 minute' WHERE context = 'old'`;
    await forgetOldIntake(ctx);
    expect((await stored(source)).map((row) => row.summary?.slice(0, 8))).toEqual(["Test new", "Test new"]);
    const left = await db.prisma.testRun.findMany({
      where: { sourceId: source.id },
      orderBy: { id: "asc" },
      select: { context: true, sha: true },
    });
    expect(left).toEqual([
      { context: "old", sha: testSha(1) },
      { context: "new", sha: testSha(1) },
      { context: "new", sha: testSha(500) },
    ]);
  });
});

test("the clock of signed times is the web process's own", () => {
  const web = webProcess();
  expect(Math.abs(web.now() - Date.now() / 1000)).toBeLessThan(60);
});
