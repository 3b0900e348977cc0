import { expect, test } from "vitest";
import { type ApiRouteName, apiRoutes } from "@/lib/contracts/api";
import type { ApiRoute } from "@/lib/contracts/api-route";
import { type Role, roles } from "@/lib/domain/access/roles";
import { createTestProject, testSha } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { addPerson, signIn } from "@/lib/testing/sign-in-people";

const { db, api, localKey } = await serveWebApi({ as: "nobody" });
const project = await createTestProject(db, "web", { commits: 1 });
const shop = await createTestProject(db, "shop");
const source = await db.prisma.source.create({
  data: { projectId: project.id, kind: "generic", name: "ci", key: "key-of-web", createdBy: "ana" },
});

const cookies = Object.fromEntries(
  await Promise.all(
    roles.map(async (role) => {
      const email = await addPerson({ db }, role, { role, projectId: project.id });
      return [role, await signIn(api.url, email)] as const;
    }),
  ),
) as Record<Role, string>;

/** Somebody who can sign in and may nothing. */
const roleless = await signIn(api.url, await addPerson({ db }, "roleless", { role: "viewer" }));
await db.prisma.roleGrant.deleteMany({ where: { user: { email: "roleless@example.org" } } });

/** Who is needed at least, route by route; said here anew, so that a change of the table is a decision. */
const needed = {
  listProjects: "viewer",
  createProject: "admin of all",
  readProject: "viewer",
  readProjectSettings: "viewer",
  reviewProjectFile: "admin",
  restoreProjectFile: "admin",
  createChecks: "admin",
  checkHosts: "admin",
  listChecks: "admin",
  resumeAutomation: "operator",
  haltAutomation: "operator",
  setMode: "operator",
  listFreezes: "viewer",
  freezeProject: "operator",
  liftFreeze: "operator",
  askAgain: "operator",
  fetchTrunk: "operator",
  askHosts: "operator",
  listCommits: "viewer",
  readCommit: "viewer",
  markCommit: "operator",
  lockCommit: "operator",
  recordTestRun: "token",
  reportCounters: "operator",
  listContexts: "viewer",
  rerunTest: "operator",
  killTest: "operator",
  readTestLog: "viewer",
  searchTestLog: "viewer",
  readDecision: "viewer",
  listDecisions: "viewer",
  readForecast: "viewer",
  listQueue: "viewer",
  previewRollout: "viewer",
  startRollout: "operator",
  listRollouts: "viewer",
  readRollout: "viewer",
  readCanarySeries: "viewer",
  abortRollout: "viewer",
  explainAbort: "viewer",
  forceStop: "operator",
  answerQuestion: "operator",
  resolveHold: "operator",
  stopCanary: "viewer",
  extendCanary: "operator",
  decideHost: "operator",
  readLog: "viewer",
  searchLog: "viewer",
  previewRollback: "viewer",
  startRollback: "operator",
  finishFleet: "operator",
  leaveFleet: "operator",
  readFleet: "viewer",
  setHostAside: "operator",
  takeHostBack: "operator",
  acceptInventory: "admin",
  readPast: "viewer",
  findSuspects: "viewer",
  readInsights: "viewer",
  readShadow: "viewer",
  rehearseCanaries: "viewer",
  listAudit: "admin of all",
  listSources: "viewer",
  createSource: "admin",
  changeSource: "admin",
  rotateSecret: "admin",
  dropOldSecret: "admin",
  listDeliveries: "viewer",
  readDelivery: "viewer",
  resendDelivery: "admin",
  streamEvents: "viewer",
  readCaller: "nobody",
  listTokens: "admin",
  createToken: "admin",
  revokeToken: "admin",
  signIn: "nobody",
  beginProviderSignIn: "nobody",
  finishProviderSignIn: "nobody",
  signOut: "nobody",
  setUp: "nobody",
  listPeople: "admin of all",
  createPerson: "admin of all",
  setRole: "admin of all",
  resetPassword: "admin of all",
  endSessions: "admin of all",
  removePerson: "admin of all",
  listSessions: "viewer",
  readHealth: "nobody",
  readOpenapi: "nobody",
} satisfies Record<ApiRouteName, Role | "nobody" | "admin of all" | "token">;

const parameters: Record<string, string> = {
  slug: "web",
  sha: testSha(1),
  number: "1",
  id: "1",
  host: "web-1",
  key: source.key,
  name: "n",
};

/** What must be asked besides, for a request to be understood. */
const questions: Record<string, [string, string][]> = {
  "/checks": [["ids", "1"]],
  "/projects/{slug}/at": [["time", "2026-01-01T00:00Z"]],
  "/rollouts/{number}/log/search": [["find", "x"]],
  "/test-runs/{id}/log/search": [["find", "x"]],
  "/projects/{slug}/suspects": [["since", "2026-01-01T00:00Z"]],
};

/** The answer's status; a stream is not read. A project is named where one can be, but for the audit. */
async function call(route: ApiRoute, headers: Record<string, string>, slug = "web"): Promise<number> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name) => (name === "slug" ? slug : (parameters[name] ?? "x")));
  const url = new URL(`${api.url}/api/v1${path}`);
  const namesProject = route.query && "project" in route.query.shape && route.unnamed !== "all";
  if (namesProject) url.searchParams.set("project", slug);
  if (route.method === "GET") for (const [key, value] of questions[route.path] ?? []) url.searchParams.set(key, value);
  const ended = new AbortController();
  const response = await fetch(url, {
    method: route.method,
    headers: { "content-type": "application/json", ...headers },
    redirect: "manual",
    signal: ended.signal,
    ...(route.method === "POST" ? { body: "{}" } : {}),
  });
  ended.abort();
  return response.status;
}

const entries = Object.entries(needed) as [ApiRouteName, (typeof needed)[ApiRouteName]][];

test("every route of the API has a row above", () => {
  expect(Object.keys(needed).toSorted()).toEqual(Object.keys(apiRoutes).toSorted());
});

test.each(entries)("%s is for %s and those above", async (name, least) => {
  const route: ApiRoute = apiRoutes[name];
  // Wrong input comes after the question who asks; what is not there, too.
  const isIn = (status: number) => status !== 401 && status !== 403;
  const statusOf = async (headers: Record<string, string>) => {
    const status = await call(route, headers);
    expect(status).toBeLessThan(500);
    return status;
  };
  expect(isIn(await statusOf({}))).toBe(least === "nobody" || name === "setUp");
  if (name !== "signOut") expect(isIn(await statusOf({ cookie: roleless }))).toBe(least === "nobody");
  const isOpen = [];
  // Signing out is tried below.
  for (const role of name === "signOut" ? [] : roles) {
    isOpen.push(isIn(await statusOf({ cookie: cookies[role] })));
  }
  const from = least === "nobody" ? 0 : (roles as readonly string[]).indexOf(least);
  expect(isOpen).toEqual(isOpen.map((_, index) => from >= 0 && index >= from));
  expect(isIn(await statusOf({ authorization: `Bearer ${localKey}` }))).toBe(least !== "token");
});

test("a role in one project is none in another", async () => {
  for (const [name, least] of entries) {
    const route: ApiRoute = apiRoutes[name];
    const namesProject = route.path.includes("{slug}") || (route.query && "project" in route.query.shape);
    if (!namesProject || least === "nobody" || route.unnamed === "all") continue;
    // Where the test's request is not understood, nothing is read either.
    const status = await call(route, { cookie: cookies.admin }, "shop");
    expect([name, [400, 403].includes(status)]).toEqual([name, true]);
  }
  expect(shop.slug).toBe("shop");
});

test("who is signed out, has no role any more or has an unsigned cookie gets nowhere", async () => {
  const email = await addPerson({ db }, "leaver", { role: "admin" });
  const cookie = await signIn(api.url, email);
  expect(await call(apiRoutes.createProject, { cookie })).toBe(400);
  const [name, value = ""] = cookie.split("=");
  const token = decodeURIComponent(value).split(".")[0];
  const forged = [`${name}=${token}`, `${name}=${token}.AAAA`, `${name}=`, `${name}=%`, `other=${value}`];
  for (const each of forged) expect(await call(apiRoutes.readProject, { cookie: each })).toBe(401);

  await db.prisma.roleGrant.deleteMany({ where: { user: { email } } });
  expect(await call(apiRoutes.readProject, { cookie })).toBe(403);

  const out = await fetch(`${api.url}/api/v1/sign-out`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: "{}",
  });
  expect(await out.json()).toEqual({ ended: 1 });
  for (const [each, least] of entries) {
    if (least === "nobody") continue;
    expect([each, await call(apiRoutes[each], { cookie })]).toEqual([each, 401]);
  }
});

test("a role in the body changes nothing", async () => {
  const headers = { "content-type": "application/json", cookie: cookies.viewer, "x-sauron-actor": "admin" };
  const body = JSON.stringify({ reason: "for a backup", role: "admin", principal: { kind: "machine" } });
  const response = await fetch(`${api.url}/api/v1/projects/web/halt`, { method: "POST", headers, body });
  expect(response.status).toBe(403);
  expect((await response.json()).error.message).toBe(
    "This needs the operator role in this project; admin and operator have it.",
  );
});
