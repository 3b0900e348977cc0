import { afterAll, describe, expect, test } from "vitest";
import { apiRoutes, errorBodySchema } from "@/lib/contracts/api";
import type { ApiRoute } from "@/lib/contracts/api-route";
import { appendLog } from "@/lib/db/log";
import { createToken } from "@/lib/services/tokens/create-token";
import { answerOnMachine } from "@/lib/testing/api-routes";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { maxBodyBytes } from "./read-body";
import { closeWebProcess } from "./web-process";

const db = await createTestDatabase();
process.env.DATABASE_URL = db.url;
process.env.SAURON_LOG_LEVEL = "silent";
delete process.env.REDIS_URL;
afterAll(closeWebProcess);

const project = await createTestProject(db, "web", { commits: 3 });
const { token } = await createToken(
  { db, actor: { kind: "user", name: "ana" } },
  { projectId: project.id, name: "ci", scopes: ["report:write"], days: 1, replace: false },
);
const host = await db.prisma.host.findFirstOrThrow({ where: { projectId: project.id } });
await startTestRollout(db.prisma, project, {
  stages: [{ name: "canary", hostIds: [host.id] }],
});

const origin = "http://127.0.0.1:4400";

function send(path: string, init: RequestInit = {}): Promise<Response> {
  return answerOnMachine(new Request(new URL(`/api/v1${path}`, origin), init));
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return send(path, { method: "POST", body: text, headers: { "content-type": "application/json", ...headers } });
}

async function expectError(response: Response, status: number, code: string): Promise<string> {
  const { error } = errorBodySchema.parse(await response.json());
  expect([response.status, error.code]).toEqual([status, code]);
  return error.message;
}

const bearer = { authorization: `Bearer ${token}` };
const report = { sha: testSha(1), context: "unit", status: "passed" };

describe("what every route promises", () => {
  const reads: [path: string, route: ApiRoute][] = [
    ["/projects", apiRoutes.listProjects],
    ["/projects/web", apiRoutes.readProject],
    ["/commits?limit=2", apiRoutes.listCommits],
    [`/commits/${testSha(1)}`, apiRoutes.readCommit],
    ["/projects/web/decision", apiRoutes.readDecision],
    ["/projects/web/decisions?limit=2", apiRoutes.listDecisions],
    ["/projects/web/forecast", apiRoutes.readForecast],
    [`/projects/web/queue?limit=1&after=${testSha(1)}`, apiRoutes.listQueue],
    ["/projects/web/preview", apiRoutes.previewRollout],
    [`/projects/web/preview?to=${testSha(3).slice(0, 8)}`, apiRoutes.previewRollout],
    ["/rollouts", apiRoutes.listRollouts],
    ["/rollouts/1?project=web", apiRoutes.readRollout],
    ["/rollouts/1/log", apiRoutes.readLog],
    ["/rollouts/1/log/search?find=x", apiRoutes.searchLog],
    ["/rollouts/1/canary-series", apiRoutes.readCanarySeries],
    ["/health", apiRoutes.readHealth],
  ];
  test.each(reads)("GET %s answers as its contract says", async (path, route) => {
    const response = await send(path);
    expect(response.status).toBe(route.status);
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(route.reply?.safeParse(await response.json()).error).toBeUndefined();
  });

  test("a log is downloaded whole, or narrowed to a stage, to a kind of lines, or to both", async () => {
    const { id: rolloutId } = await db.prisma.rollout.findFirstOrThrow({ where: { projectId: project.id } });
    await appendLog(db.prisma, { kind: "rollout", id: rolloutId, projectId: project.id }, [
      { host: host.name, lines: [[1_700_000_000_000, "out", "copying"]] },
      { host: host.name, lines: [[1_700_000_000_001, "err", "fatal: no space"]] },
      { host: null, lines: [[1_700_000_000_002, "sys", "Some lines were left out: failed."]] },
    ]);
    const texts = async (query: string) =>
      (await (await send(`/rollouts/1/log?format=text${query}`)).text()).split("\n").map((line) => line.split(" ")[2]);
    expect(await texts("")).toEqual(["copying", "fatal:", "Some", undefined]);
    expect(await texts("&stage=canary")).toEqual(["copying", "fatal:", undefined]);
    expect(await texts("&stage=fleet")).toEqual([undefined]);
    expect(await texts("&level=errors")).toEqual(["fatal:", "Some", undefined]);
    expect(await texts("&level=sauron")).toEqual(["Some", undefined]);
    expect(await texts("&stage=canary&level=errors")).toEqual(["fatal:", undefined]);
  });

  const mistakes: [path: string, status: number, code: string][] = [
    ["/projects/none", 404, "not-found"],
    ["/commits?project=none", 404, "not-found"],
    ["/commits?limit=0", 400, "bad-request"],
    ["/commits?limit=1&limit=2", 400, "bad-request"],
    ["/commits?bogus=1", 400, "bad-request"],
    ["/commits?before=zz", 400, "bad-request"],
    ["/commits/..%2f..%2fetc", 400, "bad-request"],
    ["/rollouts/1e3", 404, "not-found"],
    ["/rollouts/-1", 400, "bad-request"],
    ["/rollouts/99999999999", 400, "bad-request"],
    ["/rollouts/7", 404, "not-found"],
    ["/rollouts/1/log?after=-1", 400, "bad-request"],
    ["/rollouts/1/log?host=", 400, "bad-request"],
    ["/rollouts/1/log?format=text&level=loud", 400, "bad-request"],
    ["/rollouts/1/log?level=errors", 400, "bad-request"],
    ["/events?project=none", 404, "not-found"],
    ["/events?rollout=7", 404, "not-found"],
  ];
  test.each(mistakes)("GET %s -> %i %s", async (path, status, code) => {
    await expectError(await send(path), status, code);
  });

  test("an address that does not exist is told as JSON", async () => {
    const { GET } = await import("@/app/api/v1/[...unknown]/route");
    const message = await expectError(GET(new Request(`${origin}/api/v1/nonsense`)), 404, "not-found");
    expect(message).toContain("/api/v1/nonsense");
  });
});

describe("changing requests", () => {
  const foreign: [what: string, headers: Record<string, string>][] = [
    ["another origin", { origin: "http://evil.example.org" }],
    ["another port of this machine", { origin: "http://127.0.0.1:9999" }],
    ["an opaque origin", { origin: "null" }],
    ["a browser that says cross-site", { "sec-fetch-site": "cross-site" }],
    ["a browser that says same-site", { "sec-fetch-site": "same-site" }],
    ["a name that resolves here", { host: "evil.example.org", origin: "http://evil.example.org" }],
  ];
  // What takes a token only is out of reach for any page.
  const changing = Object.values<ApiRoute>(apiRoutes).filter((route) => route.method === "POST" && !route.needsToken);
  const paths = changing.map(({ path }) => path.replaceAll(/\{[^}]+\}/g, "1"));
  test.each(foreign)("from %s are refused and change nothing", async (_what, headers) => {
    expect(paths.length).toBeGreaterThan(30);
    for (const path of paths) {
      const { error } = errorBodySchema.parse(await (await post(path, {}, headers)).json());
      expect([path, error.code]).toEqual([path, "forbidden"]);
      expect(error.message).toMatch(/comes from another site|is not known as/);
    }
    const rollout = await db.prisma.rollout.findFirstOrThrow({ where: { projectId: project.id } });
    expect(rollout.abortRequestedAt).toBeNull();
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])(
    "with content type %j are refused",
    async (type) => {
      for (const path of paths) {
        const message = await expectError(await post(path, {}, { "content-type": type }), 400, "bad-request");
        expect([path, message]).toEqual([path, expect.stringContaining("Send the body as JSON")]);
      }
    },
  );

  const bodies: [what: string, body: string][] = [
    ["no JSON", "{"],
    ["a list", "[]"],
    ["an unknown key", '{"force": true}'],
    ["a prototype", '{"__proto__": {"a": 1}}'],
    ["deep nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["50,000 keys", `{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":1`).join(",")}}`],
  ];
  test.each(bodies)("with %s as body -> 400", async (_what, body) => {
    await expectError(await post("/rollouts/1/abort", body), 400, "bad-request");
  });

  test("a body that is not UTF-8 -> 400", async () => {
    const init = {
      method: "POST",
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
      headers: { "content-type": "application/json" },
    };
    await expectError(await send("/rollouts/1/abort", init), 400, "bad-request");
  });

  test("a body that is too large is cut off while it comes, whatever it says of its length", async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const init = { method: "POST", body, duplex: "half", headers: { "content-type": "application/json" } };
    await expectError(await send("/rollouts/1/abort", init as RequestInit), 413, "too-large");
    expect(sent).toBeLessThan(maxBodyBytes + 5 * 65_536);
    await expectError(await post("/rollouts/1/abort", " ".repeat(maxBodyBytes + 1)), 413, "too-large");
  });

  test("a reason is demanded, and told to be", async () => {
    expect(await expectError(await post("/projects/web/halt", {}), 400, "bad-request")).toContain("reason");
    await expectError(await post("/projects/web/halt", { reason: "  no  " }), 400, "bad-request");
    await expectError(await post("/projects/web/resume", { reason: "looked at it" }), 409, "conflict");
    await expectError(await post("/rollouts/1/resolve", { action: "continue", reason: "it is fine" }), 409, "conflict");
  });
});

describe("test runs", () => {
  test("without a token that works -> 401", async () => {
    const wrong = [
      {},
      { authorization: "Bearer x" },
      { authorization: `Basic ${token}` },
      { authorization: `Bearer ${token.slice(0, -1)}${token.endsWith("A") ? "E" : "A"}` },
    ];
    for (const headers of wrong) {
      const response = await post("/test-runs", report, headers as Record<string, string>);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
      await expectError(response, 401, "unauthenticated");
    }
    expect(await db.prisma.testRun.count()).toBe(0);
  });

  test("with a token are accepted, matched or kept for later", async () => {
    const matched = await post("/test-runs", { ...report, sha: testSha(1).toUpperCase() }, bearer);
    expect([matched.status, await matched.json()]).toEqual([202, { accepted: true, matched: true }]);
    const early = await post("/test-runs", { ...report, sha: testSha(77), url: "ftp://x", startedAt: null }, bearer);
    expect([early.status, await early.json()]).toEqual([202, { accepted: true, matched: false }]);
    expect(await db.prisma.testRun.findMany({ orderBy: { id: "asc" } })).toMatchObject([
      { sha: testSha(1), source: "ci", attempt: 1 },
      { sha: testSha(77), url: null },
    ]);
  });

  const wrong: [what: string, change: object][] = [
    ["a short sha", { sha: "abc1234" }],
    ["an unknown status", { status: "skipped" }],
    ["attempt 0", { attempt: 0 }],
    ["a time that is none", { startedAt: "yesterday" }],
    ["an empty context", { context: " " }],
    ["a key of its own", { branch: "main" }],
  ];
  test.each(wrong)("with %s -> 400", async (_what, change) => {
    await expectError(await post("/test-runs", { ...report, ...change }, bearer), 400, "bad-request");
  });
});

describe("abort", () => {
  test("is recorded for whoever asks first, and answered alike to the second", async () => {
    const first = await post("/rollouts/1/abort", {}, { "x-sauron-actor": encodeURIComponent("Zoë\n\u0000"), origin });
    expect(first.status).toBe(202);
    const reply = apiRoutes.abortRollout.reply.parse(await first.json());
    expect(reply.abort.by).toBe("Zoë");
    const second = await post("/rollouts/1/abort", {}, { "x-sauron-actor": "Bo" });
    expect([second.status, await second.json()]).toEqual([202, reply]);
  });

  test("of a rollout that has ended -> 409 with its state", async () => {
    await db.prisma.$executeRaw`UPDATE "Rollout" SET state = 'succeeded', "endedAt" = now(), "abortRequestedAt" = NULL`;
    const response = await post("/rollouts/1/abort", {});
    expect(await response.clone().json()).toMatchObject({ error: { details: { state: "succeeded" } } });
    await expectError(response, 409, "conflict");
  });
});

test("what goes wrong inside is answered in general words, with a number to find it by", async () => {
  await db.prisma.$executeRaw`ALTER TABLE "Project" RENAME TO "Hidden"`;
  const response = await send("/projects");
  const message = await expectError(response, 500, "internal");
  expect(message).not.toMatch(/Project|relation|prisma/i);
  expect(response.headers.get("x-request-id")).toBeTruthy();
  await db.prisma.$executeRaw`ALTER TABLE "Hidden" RENAME TO "Project"`;
});
