import { afterAll, describe, expect, test } from "vitest";
import { readEvents } from "@/bin/client/read-events";
import { apiRoutes, errorBodySchema } from "@/lib/contracts/api";
import { projectFileSchema } from "@/lib/contracts/project-file";
import { type LogLine, logPageSchema } from "@/lib/contracts/views";
import { appendLog } from "@/lib/db/log";
import { answerOnMachine } from "@/lib/testing/api-routes";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testSha } from "@/lib/testing/project";
import { closeWebProcess } from "./web-process";

const db = await createTestDatabase();
process.env.DATABASE_URL = db.url;
process.env.SAURON_LOG_LEVEL = "silent";
delete process.env.REDIS_URL;
afterAll(closeWebProcess);

const tests = { ...projectFileSchema.shape.tests.parse({}), run: ["true"] };
const project = await createTestProject(db, "web", { commits: 3, policy: { tests } });

let attempts = 0;

function addRun(changes: { status: string; source?: string; context?: string; sha?: string; sourceId?: number }) {
  attempts += 1;
  const own = { context: "sauron/tests", source: "Sauron", sha: testSha(1), startedAt: new Date() };
  return db.prisma.testRun.create({ data: { projectId: project.id, attempt: attempts, ...own, ...changes } });
}

function write(id: number, texts: string[]) {
  const lines = texts.map((text): [number, "out", string] => [1_700_000_000_000, "out", text]);
  return appendLog(db.prisma, { kind: "test-run", id, projectId: project.id }, [{ host: null, lines }]);
}

function send(path: string, init: RequestInit = {}): Promise<Response> {
  return answerOnMachine(new Request(new URL(`/api/v1${path}`, "http://127.0.0.1:4400"), init));
}

const post = (path: string) =>
  send(path, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });

/** Why a run cannot be repeated, as its commit's page shows it. */
async function readObstacle(id: number): Promise<string | null | undefined> {
  const { attempts } = apiRoutes.readCommit.reply.parse(
    await (await send(`/commits/${testSha(1)}?project=web`)).json(),
  );
  return attempts.find((run) => run.id === id)?.rerunObstacle;
}

describe("the output of a test run", () => {
  test("comes as pages with numbers without a gap, and as a whole", async () => {
    const { id } = await addRun({ status: "running" });
    await write(id, ["one", "two"]);
    await write(id, ["three"]);
    const page = logPageSchema.parse(await (await send(`/test-runs/${id}/log?after=1`)).json());
    expect(page.total).toBe(3);
    expect(page.lines).toMatchObject([
      { line: 2, host: null, stream: "out", text: "two" },
      { line: 3, text: "three" },
    ]);
    const whole = await send(`/test-runs/${id}/log?format=text`);
    expect(whole.headers.get("content-disposition")).toContain(`web-test-run-${id}.log`);
    expect((await whole.text()).split("\n").map((line) => line.split(" ")[1])).toEqual([
      "one",
      "two",
      "three",
      undefined,
    ]);
  });

  test("comes as it is written, each line once, from where a reader was", async () => {
    const { id } = await addRun({ status: "running" });
    const other = await addRun({ status: "running" });
    await write(id, ["one", "two"]);
    const stop = new AbortController();
    const response = await send(`/test-runs/${id}/log?after=1`, {
      headers: { accept: "text/event-stream" },
      signal: stop.signal,
    });
    const events = readEvents(response.body as ReadableStream<Uint8Array>);
    const lines: LogLine[] = [];
    const until = async (count: number) => {
      while (lines.length < count) {
        const { value } = await events.next();
        if (value.event === "lines") lines.push(...(JSON.parse(value.data) as LogLine[]));
      }
    };
    await until(1);
    await write(other.id, ["of another run"]);
    await write(id, ["three"]);
    await until(2);
    await write(id, ["four", "five"]);
    await until(4);
    stop.abort();
    expect(lines.map(({ line, text }) => [line, text])).toEqual([
      [2, "two"],
      [3, "three"],
      [4, "four"],
      [5, "five"],
    ]);
  });

  test("of a run nobody knows is not found", async () => {
    const response = await send("/test-runs/999999/log");
    expect([response.status, errorBodySchema.parse(await response.json()).error.code]).toEqual([404, "not-found"]);
  });
});

describe("people", () => {
  test("end a run once; who it was is kept", async () => {
    const { id } = await addRun({ status: "running" });
    expect((await post(`/test-runs/${id}/kill`)).status).toBe(202);
    expect((await db.prisma.testRun.findUniqueOrThrow({ where: { id } })).killedBy).not.toBeNull();
    const { id: ended } = await addRun({ status: "passed" });
    expect((await post(`/test-runs/${ended}/kill`)).status).toBe(409);
  });

  test("cannot end a run of a sender", async () => {
    const { id } = await addRun({ status: "running", source: "ci", context: "unit" });
    expect((await post(`/test-runs/${id}/kill`)).status).toBe(409);
  });

  test("ask for another attempt of an ended run, and are told its number", async () => {
    const run = await addRun({ status: "failed", sha: testSha(2) });
    const response = await post(`/test-runs/${run.id}/rerun`);
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ accepted: true, attempt: run.attempt + 1 });
    const again = await post(`/test-runs/${run.id}/rerun`);
    expect([again.status, (await again.json()).error.message]).toEqual([409, expect.stringMatching(/later attempt/)]);
  });

  test("are told when a sender cannot be asked, before they ask and then again", async () => {
    const { id } = await addRun({ status: "failed", source: "ci", context: "unit" });
    const response = await post(`/test-runs/${id}/rerun`);
    expect([response.status, (await response.json()).error.message]).toEqual([409, await readObstacle(id)]);
    expect(await readObstacle(id)).toMatch(/^ci cannot be asked from here/);
  });

  test("see that a sender can be asked once its source has an API with a token", async () => {
    const api = { url: "https://api.example.org", repository: "shop/web" };
    const source = { projectId: project.id, key: "hub", name: "hub", kind: "github", createdBy: "ana" };
    const { id: sourceId } = await db.prisma.source.create({ data: { ...source, api: { ...api, token: null } } });
    const { id } = await addRun({ status: "failed", source: "hub", context: "unit", sourceId });
    expect(await readObstacle(id)).toMatch(/without a token/);
    await db.prisma.source.update({ where: { id: sourceId }, data: { api: { ...api, token: "secret" } } });
    expect(await readObstacle(id)).toBeNull();
  });
});

test("contexts tell how far they can be trusted", async () => {
  const flaky = await createTestProject(db, "flaky", { commits: 4 });
  const add = (number: number, context: string, attempt: number, status: string) =>
    db.prisma.testRun.create({
      data: { projectId: flaky.id, sha: testSha(number), context, attempt, status, source: "ci" },
    });
  for (const [number, attempt, status] of [
    [1, 1, "failed"],
    [1, 2, "passed"],
    [2, 1, "passed"],
    [3, 1, "failed"],
    [4, 1, "failed"],
  ] as const) {
    await add(number, "unit", attempt, status);
  }
  await add(1, "lint", 1, "passed");
  const { contexts } = apiRoutes.listContexts.reply.parse(await (await send("/projects/flaky/contexts")).json());
  expect(contexts).toEqual([
    { context: "unit", required: false, commits: 4, flakyRate: 0.25, usualSeconds: null, redSince: testSha(3) },
    { context: "lint", required: false, commits: 1, flakyRate: 0, usualSeconds: null, redSince: null },
  ]);
});
