import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { readEnvironment } from "@/lib/config/read-environment";
import { openSecret, sealSecret } from "@/lib/db/sealed-secrets";
import type { SignInProvider } from "@/lib/domain/access/sign-in-provider";
import { reckonGroups } from "@/lib/services/sign-in/reckon-groups";
import { IdentityProvider } from "@/lib/testing/identity-provider";
import { createTestProject } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { addPerson } from "@/lib/testing/sign-in-people";
import { visit, type Way } from "@/lib/testing/visit";
import { refusalLimits } from "./refusal-budget";
import { webProcess } from "./web-process";

const client = { id: "sauron", secret: "the secret of the client" };
const provider = new IdentityProvider(client);
await provider.start();
afterAll(() => provider.close());

Object.assign(process.env, {
  SAURON_URL: "http://sauron.example.org",
  SAURON_OIDC_ISSUER: provider.url,
  SAURON_OIDC_CLIENT_ID: client.id,
  SAURON_OIDC_CLIENT_SECRET: client.secret,
  SAURON_OIDC_ROLES: "deployers=operator@web, rulers=admin",
});
const { db, api } = await serveWebApi({ as: "nobody" });
await createTestProject(db, "web");
await createTestProject(db, "shop");

const begin = async (way: Way, to = "/p/web") => {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ to });
  const response = await visit(way, `${api.url}/api/v1/sign-in/provider`, { method: "POST", headers, body });
  return new URL(((await response.json()) as { url: string }).url);
};

/** Where the provider sends the browser, as it reaches this server. */
const askProvider = async (url: URL) => {
  const response = await fetch(url, { redirect: "manual" });
  const back = new URL(response.headers.get("location") ?? "");
  expect(back.origin).toBe("http://sauron.example.org");
  return `${api.url}${back.pathname}${back.search}`;
};

const come = async (way: Way = { cookies: new Map() }) => {
  const answer = await visit(way, await askProvider(await begin(way)));
  return { way, status: answer.status, to: answer.headers.get("location") };
};
/** As if so many minutes had passed since the provider was asked about everybody. */
const pass = (minutes: number) => db.prisma.$executeRaw`
  UPDATE "ProviderAccess" SET "readAt" = "readAt" - make_interval(mins => ${minutes}::int),
    "askedAt" = "askedAt" - make_interval(mins => ${minutes}::int)`;
const reckon = () =>
  reckonGroups(
    { db, logger: webProcess().logger },
    readEnvironment().signInProvider as SignInProvider,
    new AbortController().signal,
  );
const statusOf = async (way: Way, path: string) => (await visit(way, `${api.url}/api/v1${path}`)).status;

test("somebody comes in with the proof of their code, and has what their groups give", async () => {
  provider.person = { sub: "1", email: "Ana@Example.org", groups: ["deployers", "others"] };
  const url = await begin({ cookies: new Map() });
  expect(url.searchParams.get("code_challenge_method")).toBe("S256");
  const { way, status, to } = await come();
  expect([status, to]).toEqual([303, "/p/web"]);
  expect(await statusOf(way, "/projects/web")).toBe(200);
  expect(await statusOf(way, "/projects/shop")).toBe(403);
  await come();
  expect(
    await db.prisma.account.findMany({ select: { accessToken: true, refreshToken: true, idToken: true } }),
  ).toEqual([{ accessToken: null, refreshToken: null, idToken: null }]);
  const [entry] = await db.prisma.auditEntry.findMany({ where: { action: "finishProviderSignIn" } });
  expect(entry).toMatchObject({ outcome: "done", target: "ana@example.org" });
});

test("what the groups give is reckoned anew with each sign-in; who gets nothing is not let in", async () => {
  provider.person = { sub: "1", email: "ana@example.org", groups: ["rulers"] };
  const ruler = await come();
  expect(await statusOf(ruler.way, "/people")).toBe(200);
  provider.person = { sub: "1", email: "ana@example.org", groups: [] };
  const nobody = await come();
  expect(nobody.to).toBe("/sign-in?refused=groups");
  expect(await statusOf(nobody.way, "/projects")).toBe(401);
  expect(await statusOf(ruler.way, "/people")).toBe(403);
});

const groupsOf = (sub: string, groups: string[]) =>
  provider.accounts.set(sub, { sub, email: `${sub}@example.org`, groups });
const arrive = async (sub: string, groups: string[]) => {
  provider.person = { sub, email: `${sub}@example.org`, groups };
  return (await come()).way;
};

test("who leaves a group loses what it gave without signing in again, once 15 minutes have passed", async () => {
  const way = await arrive("dora", ["rulers"]);
  groupsOf("dora", ["deployers"]);
  await pass(14);
  await reckon();
  expect(await statusOf(way, "/people")).toBe(200);
  await pass(1);
  await reckon();
  expect(await statusOf(way, "/people")).toBe(403);
  expect(await statusOf(way, "/projects/web")).toBe(200);
  const [entry] = await db.prisma.auditEntry.findMany({
    where: { action: "reckonGroups", target: "dora@example.org" },
  });
  expect(entry).toMatchObject({ actorKind: "system", reason: "The person's groups at the sign-in provider changed." });

  groupsOf("dora", []);
  await pass(15);
  await reckon();
  expect(await statusOf(way, "/projects/web")).toBe(401);
});

test("for whom nothing is renewed any more signs in again, with the roles left to that", async () => {
  const way = await arrive("emil", ["rulers"]);
  const account = provider.accounts.get("emil");
  provider.accounts.delete("emil");
  await pass(15);
  await reckon();
  expect(await statusOf(way, "/projects")).toBe(401);
  const user = { email: "emil@example.org" };
  expect(await db.prisma.roleGrant.count({ where: { user } })).toBe(1);
  expect(await db.prisma.providerAccess.count({ where: { user } })).toBe(0);
  expect((await come()).to).toBe("/p/web");
  expect(account?.sub).toBe("emil");
});

test("an answer without the claim means no groups, where the provider told them before", async () => {
  const way = await arrive("ida", ["rulers"]);
  provider.accounts.set("ida", { sub: "ida", email: "ida@example.org" });
  await pass(15);
  await reckon();
  expect(await statusOf(way, "/people")).toBe(401);
});

test("a provider that refuses to tell right after it has renewed takes nothing", async () => {
  const way = await arrive("jo", ["rulers"]);
  provider.refusesUserInfo = true;
  await pass(15);
  await reckon();
  expect(await statusOf(way, "/people")).toBe(200);
  provider.refusesUserInfo = false;
  groupsOf("jo", ["deployers"]);
  await pass(1);
  await reckon();
  expect(await statusOf(way, "/people")).toBe(403);
});

test("of several browsers that sign in and of asking at the same time none fails", async () => {
  const ways = [await arrive("kim", ["rulers"])];
  await pass(15);
  const [, ...more] = await Promise.all([reckon(), ...Array.from({ length: 4 }, () => arrive("kim", ["rulers"]))]);
  for (const way of [...ways, ...more]) expect(await statusOf(way, "/people")).toBe(200);
});

test("a refresh token that is given once only stays", async () => {
  await arrive("lea", ["rulers"]);
  provider.givesRefreshTokens = false;
  const way = await arrive("lea", ["rulers"]);
  provider.givesRefreshTokens = true;
  groupsOf("lea", []);
  await pass(15);
  await reckon();
  expect(await statusOf(way, "/people")).toBe(401);
});

test("a session gains no rights: whose groups give more signs in again", async () => {
  const way = await arrive("fay", ["deployers"]);
  groupsOf("fay", ["rulers"]);
  await pass(15);
  await reckon();
  expect(await statusOf(way, "/projects/web")).toBe(401);
  const again = await arrive("fay", ["rulers"]);
  expect(await statusOf(again, "/people")).toBe(200);
});

test("a provider that is away takes nothing from anybody, and is asked again a minute later", async () => {
  await db.prisma.providerAccess.deleteMany();
  const way = await arrive("gus", ["rulers"]);
  groupsOf("gus", []);
  await pass(15);
  provider.isAway = true;
  await reckon();
  expect(await statusOf(way, "/people")).toBe(200);
  provider.isAway = false;
  await reckon();
  expect(await statusOf(way, "/people")).toBe(200);
  await pass(1);
  await reckon();
  expect(await statusOf(way, "/people")).toBe(401);
});

test("where nothing lasting was given to ask with, the groups count until the next sign-in", async () => {
  provider.givesRefreshTokens = false;
  const way = await arrive("hal", ["rulers"]);
  provider.givesRefreshTokens = true;
  groupsOf("hal", []);
  const user = { email: "hal@example.org" };
  const [kept] = await db.prisma.providerAccess.findMany({ where: { user } });
  expect(kept?.tokens).toMatch(/^sealed:/);
  const tokens = JSON.parse(openSecret(kept?.tokens ?? ""));
  const old = sealSecret(JSON.stringify({ ...tokens, expiresAt: new Date(Date.now() - 1000).toISOString() }));
  await db.prisma.providerAccess.updateMany({ where: { user }, data: { tokens: old } });
  await pass(15);
  await reckon();
  expect(await statusOf(way, "/people")).toBe(200);
});

test.each([false, "false"])(
  "whose e-mail the provider has not verified (%j) is not let in, and told why",
  async (email_verified) => {
    const email = "mallory@example.org";
    provider.person = { sub: "mallory", email, groups: ["rulers"], email_verified };
    const { way, to } = await come();
    expect(to).toBe("/sign-in?refused=email");
    expect(await statusOf(way, "/projects")).toBe(401);
    expect(await db.prisma.user.count({ where: { email } })).toBe(0);
    const newest = await db.prisma.auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(newest).toMatchObject({
      action: "finishProviderSignIn",
      outcome: "refused",
      target: email,
      reason: "The provider says that this e-mail is not verified.",
    });
  },
);

test("of whom it was verified once and is no more, the next sign-in is refused as well", async () => {
  const person = { sub: "nora", email: "nora@example.org", groups: ["rulers"] };
  provider.person = person;
  expect((await come()).to).toBe("/p/web");
  provider.person = { ...person, email_verified: false };
  expect((await come()).to).toBe("/sign-in?refused=email");
});

test("nobody takes over an account with a password by having its e-mail at the provider", async () => {
  const email = await addPerson({ db }, "boss", { role: "admin" });
  provider.person = { sub: "2", email, groups: ["rulers"] };
  const { way, to } = await come();
  expect(to).toBe("/sign-in?refused=provider");
  expect(await statusOf(way, "/projects")).toBe(401);
});

test("what only the provider may hear is not sent on to where it points", async () => {
  const heard: string[] = [];
  const elsewhere = createServer((request, response) => {
    heard.push(request.url ?? "");
    response.end("{}");
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  const { port } = elsewhere.address() as AddressInfo;
  provider.movedTo.set("/token", `http://127.0.0.1:${port}/token`);
  provider.person = { sub: "4", email: "drew@example.org", groups: ["rulers"] };
  const { to } = await come();
  provider.movedTo.clear();
  elsewhere.close();
  expect(to).toBe("/sign-in?refused=provider");
  expect(heard).toEqual([]);
});

test("of a flood of answers that nobody asked for so many are told, and one entry counts the others", async () => {
  await webProcess().refusals.flush();
  const seen = await db.prisma.auditEntry.count();
  for (let number = 0; number < refusalLimits.perAddress + 5; number += 1) {
    const answer = await visit({ cookies: new Map() }, `${api.url}/api/v1/sign-in/provider/callback?x`);
    expect(answer.headers.get("location")).toBe("/sign-in?refused=provider");
  }
  expect(await db.prisma.auditEntry.count()).toBe(seen + refusalLimits.perAddress);
  await webProcess().refusals.flush();
  const newest = await db.prisma.auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(newest).toMatchObject({ action: "refusals", reason: expect.stringMatching(/^5 further requests/) });
});

test("an answer that is not for this browser, comes twice, or is signed by another is not taken", async () => {
  provider.person = { sub: "3", email: "cleo@example.org", groups: ["rulers"] };
  const victim: Way = { cookies: new Map() };
  const attacker: Way = { cookies: new Map() };
  const answer = await askProvider(await begin(attacker));
  expect((await visit(victim, answer)).headers.get("location")).toBe("/sign-in?refused=provider");
  expect(await statusOf(victim, "/projects")).toBe(401);

  const { way } = await come();
  expect(await statusOf(way, "/projects")).toBe(200);
  expect((await visit({ cookies: new Map() }, answer)).headers.get("location")).toBe("/sign-in?refused=provider");

  provider.isForged = true;
  expect((await come()).to).toBe("/sign-in?refused=provider");
  provider.isForged = false;
});
