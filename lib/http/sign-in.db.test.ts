import { afterAll, describe, expect, test } from "vitest";
import { apiRoutes } from "@/lib/contracts/api";
import { describeBrowser } from "@/lib/domain/access/describe-browser";
import { createAssertionReader } from "@/lib/integrations/sign-in/create-assertion-reader";
import { endSessions } from "@/lib/services/people/end-sessions";
import { resetPassword } from "@/lib/services/people/reset-password";
import { setRole } from "@/lib/services/people/set-role";
import { offerSetUp } from "@/lib/services/sign-in/set-up";
import { createToken } from "@/lib/services/tokens/create-token";
import { revokeToken } from "@/lib/services/tokens/revoke-token";
import { serveApi } from "@/lib/testing/api-routes";
import { createTestProject } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { addPerson, askForSession, signIn, testPassword } from "@/lib/testing/sign-in-people";
import { identifyCaller } from "./identify-caller";
import { createProxyReader } from "./read-proxy-email";
import { webProcess } from "./web-process";

const { db, api, localKey } = await serveWebApi({ as: "nobody" });
const behind = await serveApi(0, { proxies: "127.0.0.0/8" });
afterAll(() => behind.close());
const { id: projectId } = await createTestProject(db, "web");
const ctx = { db, actor: { kind: "user" as const, name: "the test" } };
const json = { "content-type": "application/json" };

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/api/v1${path}`, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) });
const read = async (cookie: string) => (await fetch(`${api.url}/api/v1/projects`, { headers: { cookie } })).status;
const audited = async (action: string) => db.prisma.auditEntry.findMany({ where: { action }, orderBy: { id: "asc" } });

describe("the first admin", () => {
  const wish = { name: "Ada", email: "ada@example.org", password: testPassword };

  test("is made with the token that was offered last, once, and is signed in", async () => {
    const old = (await offerSetUp({ db })) ?? "";
    const token = (await offerSetUp({ db })) ?? "";
    expect((await db.prisma.setUpToken.findMany()).map(({ hash }) => hash)).not.toContain(token);
    expect((await post("/set-up", { ...wish, token: old })).status).toBe(403);
    expect((await post("/set-up", { ...wish, token, password: "short" })).status).toBe(400);
    const both = await Promise.all([
      post("/set-up", { ...wish, token }),
      post("/set-up", { ...wish, token, name: "Eve", email: "eve@example.org" }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 403]);
    const cookie =
      both
        .find(({ status }) => status === 201)
        ?.headers.getSetCookie()[0]
        ?.split(";", 1)[0] ?? "";
    expect(await read(cookie)).toBe(200);
    expect(await offerSetUp({ db })).toBeNull();
    expect((await post("/set-up", { ...wish, token })).status).toBe(403);
    expect(await audited("setUp")).toMatchObject([
      { outcome: "refused", actorKind: "nobody" },
      { outcome: "refused" },
      { outcome: "done" },
      { outcome: "refused" },
      { outcome: "refused" },
    ]);
  });
});

test("whoever guesses the token of the first admin has as many tries as for a password", async () => {
  await db.prisma.signInTry.deleteMany();
  const guess = () =>
    post("/set-up", { name: "Eve", email: "eve@example.org", password: testPassword, token: "a guess" });
  const statuses = [];
  for (let number = 0; number < 7; number += 1) statuses.push((await guess()).status);
  expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
});

describe("a session", () => {
  test("has a cookie for this site alone that no script reads, and ends with the sign-out", async () => {
    const email = await addPerson({ db }, "sam", { role: "viewer" });
    const answer = await askForSession(api.url, email.toUpperCase());
    const [set = ""] = answer.headers.getSetCookie();
    expect(set).toMatch(/^sauron-session-4400=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await answer.json()).toEqual({ name: "sam" });
    const cookie = set.split(";", 1)[0] ?? "";
    expect(await read(cookie)).toBe(200);
    const out = await post("/sign-out", {}, { cookie });
    expect(out.headers.getSetCookie()[0]).toMatch(/^sauron-session-4400=; Max-Age=0;/);
    expect(await read(cookie)).toBe(401);
    expect((await audited("signIn")).at(-1)).toMatchObject({ actorName: "sam", target: email, outcome: "done" });
    expect((await audited("signOut")).at(-1)).toMatchObject({ actorName: "sam", target: email, outcome: "done" });
  });

  test("is a new one with each sign-in, and the one the browser brought ends", async () => {
    const email = await addPerson({ db }, "fay", { role: "viewer" });
    const first = await signIn(api.url, email);
    const answer = await askForSession(api.url, email, testPassword, first);
    const second = answer.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
    expect(second).not.toBe(first);
    expect([await read(first), await read(second)]).toEqual([401, 200]);
    // What an attacker has planted is taken for nothing.
    const planted = await askForSession(api.url, email, testPassword, "sauron-session-4400=planted.AAAA");
    expect(planted.headers.getSetCookie()[0]).not.toContain("planted");
  });

  test("is over when nobody used it for 12 hours, and after 7 days in any case", async () => {
    const email = await addPerson({ db }, "ida", { role: "viewer" });
    const cookie = await signIn(api.url, email);
    const move = (seen: string, end: string) =>
      db.prisma.$executeRawUnsafe(
        `UPDATE "Session" SET "seenAt" = now() - '${seen}'::interval, "expiresAt" = now() + '${end}'::interval
       WHERE "userId" = (SELECT id FROM "User" WHERE email = '${email}')`,
      );
    await move("11 hours 59 minutes", "1 minute");
    expect(await read(cookie)).toBe(200);
    await move("12 hours", "1 day");
    expect(await read(cookie)).toBe(401);
    await move("1 minute", "0 seconds");
    expect(await read(cookie)).toBe(401);
    const { expiresAt } = await db.prisma.session.findFirstOrThrow({ where: { user: { email: "fay@example.org" } } });
    const days = (expiresAt.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
  });

  test("tells when it ends, and whether using it puts that off", async () => {
    const email = await addPerson({ db }, "uma", { role: "viewer" });
    const cookie = await signIn(api.url, email);
    const move = (seen: string, end: string) => db.prisma.$executeRaw`
      UPDATE "Session" SET "seenAt" = now() - ${seen}::interval, "expiresAt" = now() + ${end}::interval
      WHERE "userId" = (SELECT id FROM "User" WHERE email = ${email})`;
    const readEnd = async () => {
      const answer = await fetch(`${api.url}/api/v1/caller`, { headers: { cookie } });
      const { sessionEnd } = (await answer.json()) as { sessionEnd: { at: string; isFixed: boolean } };
      return [Math.round((Date.parse(sessionEnd.at) - Date.now()) / 60_000), sessionEnd.isFixed];
    };
    await move("11 hours 50 minutes", "2 days");
    expect(await readEnd()).toEqual([10, false]);
    // To ask for it is no use of it; to ask for anything else is.
    expect(await readEnd()).toEqual([10, false]);
    expect(await read(cookie)).toBe(200);
    expect(await readEnd()).toEqual([12 * 60, false]);
    await move("1 minute", "20 minutes");
    expect(await readEnd()).toEqual([20, true]);
  });

  test("ends when the password is reset or an admin says so, and a role that is taken away counts at once", async () => {
    const email = await addPerson({ db }, "rex", { role: "operator" });
    const [one, two] = [await signIn(api.url, email), await signIn(api.url, email)];
    expect(await endSessions(ctx, email)).toBe(2);
    expect([await read(one), await read(two)]).toEqual([401, 401]);
    const again = await signIn(api.url, email);
    await resetPassword(ctx, { email, password: "another good password" });
    expect(await read(again)).toBe(401);
    const last = await askForSession(api.url, email, "another good password");
    const cookie = last.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
    await setRole(ctx, { email, projectId: null, role: null });
    expect((await fetch(`${api.url}/api/v1/projects/web`, { headers: { cookie } })).status).toBe(403);
  });

  test("names who did it, whatever the request says of itself", async () => {
    const email = await addPerson({ db }, "olga", { role: "operator" });
    const cookie = await signIn(api.url, email);
    await post("/projects/web/halt", { reason: "nightly backup" }, { cookie, "x-sauron-actor": "ada" });
    expect((await audited("haltAutomation")).at(-1)).toMatchObject({ actorKind: "user", actorName: "olga" });
  });

  test("is of no use to pages of other sites", async () => {
    const cookie = await signIn(api.url, "olga@example.org");
    const body = JSON.stringify({ reason: "from elsewhere" });
    const send = async (headers: Record<string, string>) =>
      (await fetch(`${api.url}/api/v1/projects/web/resume`, { method: "POST", headers: { cookie, ...headers }, body }))
        .status;
    expect(await send({ ...json, origin: "https://evil.example" })).toBe(403);
    expect(await send({ ...json, "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await send({ "content-type": "text/plain" })).toBe(400);
    expect(await send({ "content-type": "application/x-www-form-urlencoded" })).toBe(400);
    expect(await send(json)).toBe(200);
    const login = { ...json, origin: "https://evil.example" };
    expect((await post("/sign-in", { email: "olga@example.org", password: testPassword }, login)).status).toBe(403);
  });
});

describe("a try to sign in", () => {
  const tryOnce = async (email: string, password: string) => (await askForSession(api.url, email, password)).status;

  test("is refused in the same words for an unknown e-mail and a wrong password, and told in the audit", async () => {
    const email = await addPerson({ db }, "pat", { role: "viewer" });
    const answers = await Promise.all([
      askForSession(api.url, email, "not the password"),
      askForSession(api.url, "nobody@example.org", "not the password"),
    ]);
    const [known, unknown] = await Promise.all(answers.map((answer) => answer.json()));
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(known).toEqual(unknown);
    expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
    const entries = (await audited("signIn")).filter(({ outcome }) => outcome === "refused").slice(-2);
    expect(entries.map(({ target }) => target).toSorted()).toEqual(
      [`/sign-in nobody@example.org`, `/sign-in ${email}`].toSorted(),
    );
    expect(JSON.stringify(entries)).not.toContain("not the password");
  });

  test("is one of five in a minute, for known and unknown accounts alike; a right one clears the count", async () => {
    const email = await addPerson({ db }, "bob", { role: "viewer" });
    for (const each of [email, "none@example.org"]) {
      const statuses = await Promise.all(Array.from({ length: 6 }, () => tryOnce(each, "a wrong guess")));
      expect(statuses.toSorted()).toEqual([401, 401, 401, 401, 401, 429]);
    }
    const late = await askForSession(api.url, email);
    expect(late.status).toBe(429);
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
    await db.prisma.$executeRaw`UPDATE "SignInTry" SET since = since - interval '61 seconds'`;
    expect((await askForSession(api.url, email)).status).toBe(200);
    await Promise.all(Array.from({ length: 4 }, () => tryOnce(email, "a wrong guess")));
    expect((await askForSession(api.url, email)).status).toBe(200);
    expect((await askForSession(api.url, email, "a wrong guess")).status).toBe(401);
  });
});

describe("tries from one address", () => {
  const from = (address: string) => async (email: string, password: string) => {
    const headers = { "x-forwarded-for": address };
    return (await fetch(`${behind.url}/api/v1/sign-in`, tryWith({ email, password }, headers))).status;
  };
  const tryWith = (body: object, headers: Record<string, string>) => ({
    method: "POST",
    headers: { ...json, ...headers },
    body: JSON.stringify(body),
  });
  const guessAt = (count: number, tryOnce: ReturnType<typeof from>, prefix: string) =>
    Promise.all(Array.from({ length: count }, (_, index) => tryOnce(`${prefix}${index}@example.org`, "Summer2026!")));

  test("are 30 wrong ones a minute for all accounts together; a right one is none of them, nor those of elsewhere", async () => {
    const email = await addPerson({ db }, "gil", { role: "viewer" });
    const [office, elsewhere] = [from("10.7.0.1"), from("10.7.0.2")];
    expect(new Set(await guessAt(29, office, "a"))).toEqual(new Set([401]));
    expect([await office(email, testPassword), await office(email, testPassword)]).toEqual([200, 200]);
    expect(await office("b@example.org", "Summer2026!")).toBe(401);
    expect([await office("c@example.org", "Summer2026!"), await office(email, testPassword)]).toEqual([429, 429]);
    expect(await elsewhere(email, testPassword)).toBe(200);
    await db.prisma.$executeRaw`UPDATE "SignInTry" SET since = since - interval '61 seconds'`;
    expect(await office(email, testPassword)).toBe(200);
  });

  test("that hammer at one account leave the others their own", async () => {
    const email = await addPerson({ db }, "hal", { role: "viewer" });
    const office = from("10.7.0.3");
    const hammered = await Promise.all(Array.from({ length: 40 }, () => office("one@example.org", "a guess")));
    expect(hammered.filter((status) => status === 401)).toHaveLength(5);
    expect(await office(email, testPassword)).toBe(200);
  });
});

test("a live stream ends soon after its session, its token or the role it needs", async () => {
  const person = async (name: string) => {
    const email = await addPerson({ db }, name, { role: "viewer" });
    return { email, cookie: await signIn(api.url, email) };
  };
  const [signedOut, demoted, staying] = [await person("lea"), await person("moe"), await person("stan")];
  const token = await createToken(ctx, { projectId, name: "eye", scopes: ["read"], days: 1, replace: false });
  const watch = async (headers: Record<string, string>) => {
    const leaving = new AbortController();
    const { status, body } = await fetch(`${api.url}/api/v1/events?project=web`, { headers, signal: leaving.signal });
    expect(status).toBe(200);
    let hasEnded = false;
    const ended = (async () => {
      for await (const _ of body ?? []);
      hasEnded = true;
    })();
    return { ended, hasEnded: () => hasEnded, leave: () => leaving.abort() };
  };
  const streams = [
    await watch({ cookie: signedOut.cookie }),
    await watch({ cookie: demoted.cookie }),
    await watch({ authorization: `Bearer ${token.token}` }),
  ];
  const kept = await watch({ cookie: staying.cookie });
  await endSessions(ctx, signedOut.email);
  await setRole(ctx, { email: demoted.email, projectId: null, role: null });
  await revokeToken(ctx, { projectId, name: "eye" });
  const takenAt = Date.now();
  await Promise.all(streams.map(({ ended }) => ended));
  expect(Date.now() - takenAt).toBeLessThan(30_000);
  expect(kept.hasEnded()).toBe(false);
  kept.leave();
  await expect(kept.ended).rejects.toThrow("aborted");
}, 40_000);

describe("somebody's own sessions", () => {
  const list = async (cookie: string) => {
    const response = await fetch(`${api.url}/api/v1/sessions`, { headers: { cookie } });
    return apiRoutes.listSessions.reply.parse(await response.json()).sessions;
  };
  const end = async (cookie: string, body: object) => {
    const response = await post("/sign-out", body, { cookie });
    return { ...(await response.json()), forgets: response.headers.getSetCookie().length > 0 };
  };

  test("are listed with when, where and in which browser they began, and which one asks", async () => {
    const email = await addPerson({ db }, "sue", { role: "viewer" });
    const [first, second] = [await signIn(api.url, email), await signIn(api.url, email)];
    const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";
    await db.prisma.session.updateMany({ where: { user: { email } }, data: { userAgent: chrome } });
    const sessions = await list(second);
    expect(sessions).toHaveLength(2);
    for (const each of sessions) {
      expect(each).toMatchObject({ address: "127.0.0.1", browser: describeBrowser(chrome) });
      expect(Date.parse(each.expiresAt)).toBeGreaterThan(Date.parse(each.startedAt));
    }
    const here = (of: typeof sessions) => of.filter(({ isThis }) => isThis).map(({ id }) => id);
    expect(here(sessions)).toHaveLength(1);
    expect(here(await list(first))).toHaveLength(1);
    expect(here(await list(first))).not.toEqual(here(sessions));
    expect(JSON.stringify(sessions)).not.toContain(decodeURIComponent(second).split("=")[1]?.split(".")[0]);
  });

  test("can be ended one by one, or all at once, and the browser forgets its own alone", async () => {
    const email = await addPerson({ db }, "una", { role: "viewer" });
    const [here, there] = [await signIn(api.url, email), await signIn(api.url, email)];
    const [other] = (await list(here)).filter(({ isThis }) => !isThis);
    expect(await end(here, { session: other?.id })).toEqual({ ended: 1, forgets: false });
    expect([await read(here), await read(there)]).toEqual([200, 401]);
    const [own] = await list(here);
    expect(await end(here, { session: own?.id })).toEqual({ ended: 1, forgets: true });
    expect(await read(here)).toBe(401);
    const [one, two] = [await signIn(api.url, email), await signIn(api.url, email)];
    expect(await end(one, { everywhere: true })).toEqual({ ended: 2, forgets: true });
    expect([await read(one), await read(two)]).toEqual([401, 401]);
  });

  test("are ended by nobody else, not even by who knows their id", async () => {
    const [hers, his] = [
      await signIn(api.url, await addPerson({ db }, "vi", { role: "viewer" })),
      await signIn(api.url, await addPerson({ db }, "max", { role: "admin" })),
    ];
    const [{ id } = { id: "" }] = await list(hers);
    expect(await end(his, { session: id })).toEqual({ ended: 0, forgets: false });
    expect([await read(hers), await read(his)]).toEqual([200, 200]);
  });
});

describe("the key of this machine", () => {
  test("opens everything from the loopback address, under the name that is said", async () => {
    const headers = { authorization: `Bearer ${localKey}`, "x-sauron-actor": "zoe" };
    const caller = await (await fetch(`${api.url}/api/v1/caller`, { headers })).json();
    expect(caller).toMatchObject({ kind: "machine", name: "zoe", role: "admin", project: "web" });
  });

  test("opens nothing from elsewhere, and no other key does", async () => {
    const web = webProcess();
    const ask = (address: string, key = localKey) =>
      identifyCaller(new Headers({ authorization: `Bearer ${key}`, "x-forwarded-for": address }), web);
    await expect(ask("127.0.0.1")).resolves.toMatchObject({ principal: { kind: "machine" } });
    await expect(ask("10.1.2.3")).rejects.toThrow("not that of the machine");
    await expect(ask("127.0.0.1", `${localKey}x`)).rejects.toThrow("not that of the machine");
  });
});

describe("a proxy in front", () => {
  const secret = "a secret of thirty-two characters";
  test("says who is signed in from its own address and with its secret; from elsewhere nobody listens", async () => {
    const email = await addPerson({ db }, "pia", { role: "operator" });
    const { parseEnvironment } = await import("@/lib/config/environment");
    const variables = { SAURON_PROXY_SECRET: secret, SAURON_TRUSTED_PROXIES: "10.0.0.7" };
    const { trustedProxy } = parseEnvironment(variables, "/");
    const web = { ...webProcess(), readProxyEmail: createProxyReader(trustedProxy, createAssertionReader) };
    const ask = async (headers: Record<string, string>, of = web) =>
      (await identifyCaller(new Headers(headers), of)).person?.name ?? null;
    const right = { "x-sauron-peer": "10.0.0.7", "x-sauron-proxy-secret": secret, "x-forwarded-email": email };
    expect(await ask(right)).toBe("pia");
    expect(await ask({ ...right, "x-sauron-peer": "10.0.0.8" })).toBeNull();
    expect(await ask({ ...right, "x-sauron-peer": "" })).toBeNull();
    expect(await ask({ ...right, "x-sauron-proxy-secret": "" })).toBeNull();
    expect(await ask({ ...right, "x-sauron-proxy-secret": `${secret}x` })).toBeNull();
    expect(await ask(right, { ...web, readProxyEmail: createProxyReader(null, createAssertionReader) })).toBeNull();
    await expect(ask({ ...right, "x-forwarded-email": "stranger@example.org" })).rejects.toThrow(
      "Nobody with the e-mail",
    );
  });

  test("cannot be played by a caller, who does not write where the connection comes from", async () => {
    const headers = {
      "x-sauron-peer": "10.0.0.7",
      "x-sauron-proxy-secret": secret,
      "x-forwarded-email": "pia@example.org",
    };
    expect((await fetch(`${api.url}/api/v1/projects`, { headers })).status).toBe(401);
  });
});
