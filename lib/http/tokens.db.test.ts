import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ApiRouteName, apiRoutes } from "@/lib/contracts/api";
import type { ApiRoute } from "@/lib/contracts/api-route";
import { type TokenScope, tokenScopes } from "@/lib/domain/access/permissions";
import { createToken } from "@/lib/services/tokens/create-token";
import { revokeToken } from "@/lib/services/tokens/revoke-token";
import { createTestProject, testSha } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";

const { db, api } = await serveWebApi();
const project = await createTestProject(db, "web", { commits: 1 });
await createTestProject(db, "shop");
const ctx = { db, actor: { kind: "user" as const, name: "ana" } };

async function make(name: string, scopes: readonly TokenScope[], replace = false): Promise<string> {
  return (await createToken(ctx, { projectId: project.id, name, scopes, days: 1, replace })).token;
}

const tokens = Object.fromEntries(
  await Promise.all(tokenScopes.map(async (scope) => [scope, await make(scope.replace(":", "-"), [scope])] as const)),
) as Record<TokenScope, string>;

/** What may be done with which scope, route by route; said here anew, so that a change of the table is a decision. */
const expected = {
  listProjects: ["read", "deploy"],
  createProject: [],
  readProject: ["read", "deploy"],
  readProjectSettings: ["read", "deploy"],
  reviewProjectFile: [],
  restoreProjectFile: [],
  createChecks: [],
  checkHosts: [],
  listChecks: [],
  resumeAutomation: ["deploy"],
  haltAutomation: ["deploy"],
  setMode: ["deploy"],
  listFreezes: ["read", "deploy"],
  freezeProject: ["deploy"],
  liftFreeze: ["deploy"],
  askAgain: ["deploy"],
  fetchTrunk: ["commit:write", "deploy"],
  askHosts: ["commit:write", "deploy"],
  listCommits: ["read", "deploy"],
  readCommit: ["read", "deploy"],
  markCommit: ["deploy"],
  lockCommit: ["deploy"],
  recordTestRun: ["report:write"],
  listContexts: ["read", "deploy"],
  rerunTest: [],
  killTest: [],
  readTestLog: ["read", "deploy"],
  searchTestLog: ["read", "deploy"],
  readDecision: ["read", "deploy"],
  listDecisions: ["read", "deploy"],
  readForecast: ["read", "deploy"],
  listQueue: ["read", "deploy"],
  previewRollout: ["read", "deploy"],
  startRollout: ["deploy"],
  listRollouts: ["read", "deploy"],
  readRollout: ["read", "deploy"],
  readCanarySeries: ["read", "deploy"],
  abortRollout: ["deploy"],
  explainAbort: ["deploy"],
  forceStop: ["deploy"],
  answerQuestion: ["deploy"],
  resolveHold: ["deploy"],
  stopCanary: ["deploy"],
  extendCanary: ["deploy"],
  decideHost: ["deploy"],
  readLog: ["read", "deploy"],
  searchLog: ["read", "deploy"],
  previewRollback: ["read", "deploy"],
  startRollback: ["deploy"],
  finishFleet: ["deploy"],
  leaveFleet: ["deploy"],
  readFleet: ["read", "deploy"],
  setHostAside: ["deploy"],
  takeHostBack: ["deploy"],
  reportCounters: ["report:write"],
  acceptInventory: [],
  readPast: ["read", "deploy"],
  findSuspects: ["read", "deploy"],
  readInsights: ["read", "deploy"],
  readShadow: ["read", "deploy"],
  rehearseCanaries: ["read", "deploy"],
  listAudit: [],
  listSources: ["read", "deploy"],
  createSource: [],
  changeSource: [],
  rotateSecret: [],
  dropOldSecret: [],
  listDeliveries: ["read", "deploy"],
  readDelivery: ["read", "deploy"],
  resendDelivery: [],
  streamEvents: ["read", "deploy"],
  readCaller: [...tokenScopes],
  signIn: [...tokenScopes],
  beginProviderSignIn: [...tokenScopes],
  finishProviderSignIn: [...tokenScopes],
  signOut: [...tokenScopes],
  setUp: [...tokenScopes],
  listTokens: [],
  createToken: [],
  revokeToken: [],
  listPeople: [],
  createPerson: [],
  setRole: [],
  resetPassword: [],
  endSessions: [],
  removePerson: [],
  listSessions: [],
  readHealth: [...tokenScopes],
  readOpenapi: [...tokenScopes],
} satisfies Record<ApiRouteName, readonly TokenScope[]>;

const parameters: Record<string, string> = {
  slug: "web",
  sha: testSha(1),
  number: "1",
  id: "1",
  host: "web-1",
  key: "k",
  name: "n",
};

/** The answer's status; a stream is not read. */
async function call(route: ApiRoute, authorization: string | null, slug = "web"): Promise<number> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name) => (name === "slug" ? slug : (parameters[name] ?? "x")));
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (authorization !== null) headers.authorization = authorization;
  const ended = new AbortController();
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method: route.method,
    headers,
    redirect: "manual",
    signal: ended.signal,
    ...(route.method === "POST" ? { body: "{}" } : {}),
  });
  ended.abort();
  return response.status;
}

test("every route of the API has a row above", () => {
  expect(Object.keys(expected).toSorted()).toEqual(Object.keys(apiRoutes).toSorted());
});

describe("a token", () => {
  test.each(Object.entries(expected))("%s is open to its scopes alone", async (name, scopes) => {
    const route: ApiRoute = apiRoutes[name as ApiRouteName];
    for (const scope of tokenScopes) {
      const status = await call(route, `Bearer ${tokens[scope]}`);
      expect([scope, status === 403]).toEqual([scope, !(scopes as readonly TokenScope[]).includes(scope)]);
      expect(status).not.toBe(401);
      expect(status).toBeLessThan(500);
    }
  });

  test("that is unknown, revoked or expired opens nothing, in the same words, and no other scheme is taken for one", async () => {
    const revoked = await make("revoked", tokenScopes);
    await revokeToken(ctx, { projectId: project.id, name: "revoked" });
    const expired = await make("expired", tokenScopes);
    await db.prisma.apiToken.updateMany({
      where: { name: "expired" },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    const unknown = `${revoked.slice(0, -1)}${revoked.endsWith("A") ? "B" : "A"}`;
    for (const route of Object.values<ApiRoute>(apiRoutes)) {
      for (const token of [revoked, expired, unknown, "", `${tokens.read}x`]) {
        expect([route.path, await call(route, `Bearer ${token}`)]).toEqual([route.path, 401]);
      }
    }
    expect(await call(apiRoutes.readProject, "Basic YW5hOmFuYQ==")).toBe(401);
    expect(await call(apiRoutes.readHealth, "Basic YW5hOmFuYQ==")).toBe(200);
    expect(await call(apiRoutes.recordTestRun, "Basic YW5hOmFuYQ==")).toBe(401);
  });

  test("speaks for its project alone", async () => {
    const headers = { authorization: `Bearer ${tokens.deploy}`, "content-type": "application/json" };
    const ask = (path: string, init: RequestInit = {}) => fetch(`${api.url}/api/v1${path}`, { headers, ...init });
    expect(await call(apiRoutes.readProject, headers.authorization, "shop")).toBe(403);
    expect(await call(apiRoutes.haltAutomation, headers.authorization, "shop")).toBe(403);
    expect((await ask("/commits?project=shop")).status).toBe(403);
    const message = await (await ask("/rollouts/1/abort?project=shop", { method: "POST", body: "{}" })).text();
    expect(message).toContain('This token is for project \\"web\\" alone, not for \\"shop\\".');
    // Where none is named, its own is meant, though there are two.
    expect((await (await ask("/commits")).json()).commits).toHaveLength(1);
    expect((await (await ask("/projects")).json()).projects.map((each: { slug: string }) => each.slug)).toEqual([
      "web",
    ]);
  });

  test("is named as who did it", async () => {
    const headers = { authorization: `Bearer ${tokens.deploy}`, "content-type": "application/json" };
    const body = JSON.stringify({ reason: "nightly backup" });
    await fetch(`${api.url}/api/v1/projects/web/halt`, { method: "POST", headers, body });
    const told = await db.prisma.projectEvent.findFirst({ where: { projectId: project.id }, orderBy: { id: "desc" } });
    expect(told).toMatchObject({ actorKind: "api", actorName: "deploy", reason: "nightly backup" });
  });

  test("is made, listed and revoked by people, and told once", async () => {
    const headers = { "content-type": "application/json", "x-sauron-actor": "ana" };
    const send = async (path: string, body?: object) => {
      const init = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
      const response = await fetch(`${api.url}/api/v1/projects/web/tokens${path}`, init);
      return { status: response.status, text: await response.text() };
    };
    const wish = { name: "bot", scopes: ["read"], days: 30 };
    const made = await send("", wish);
    expect(made.status).toBe(201);
    const { token } = JSON.parse(made.text) as { token: string };
    expect(await call(apiRoutes.readProject, `Bearer ${token}`)).toBe(200);
    expect((await send("", wish)).status).toBe(409);
    expect((await send("", { ...wish, name: "b/../ot" })).status).toBe(400);
    const listed = await send("");
    expect(JSON.parse(listed.text).tokens).toContainEqual(
      expect.objectContaining({ name: "bot", prefix: token.slice(0, 12), scopes: ["read"] }),
    );
    expect(listed.text).not.toContain(token);
    expect((await send("/bot/revoke", {})).text).toMatch(/"name":"bot"[^}]*"revokedAt":"/);
    expect((await send("/bot/revoke", {})).status).toBe(404);
    expect(await call(apiRoutes.readProject, `Bearer ${token}`)).toBe(401);
  });

  test("is found by the pattern that the documents give to secret scanners, and what only looks like it is not", () => {
    const page = readFileSync(new URL("../../docs/access.md", import.meta.url), "utf8");
    const pattern = new RegExp(/^\\bsrn_.*$/m.exec(page)?.[0] ?? "none", "g");
    for (const token of Object.values(tokens)) {
      expect(`TOKEN="${token}" # and ${token}`.match(pattern)).toEqual([token, token]);
      for (const other of [token.slice(0, -1), `${token}x`, token.replace("_", "-"), `x${token}`]) {
        expect(other.match(pattern)).toBeNull();
      }
    }
  });

  test("is made for a scope and a year at most", async () => {
    const wish = { projectId: project.id, name: "odd", scopes: ["read"] as const, days: 1, replace: false };
    await expect(createToken(ctx, { ...wish, scopes: [] })).rejects.toThrow(/one scope at least/);
    for (const days of [0, 366, 1.5, Number.NaN]) {
      await expect(createToken(ctx, { ...wish, days })).rejects.toThrow(/days from 1 to 365/);
    }
  });
});
