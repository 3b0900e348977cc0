import { describe, expect, test } from "vitest";
import { apiRoutes, errorBodySchema } from "@/lib/contracts/api";
import { createTestProject, testSha } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";

const { db, api } = await serveWebApi();
const project = await createTestProject(db, "web", { commits: 1 });
await createTestProject(db, "other");

async function ask(path: string, body?: unknown) {
  const init = { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(`${api.url}/api/v1${path}`, body === undefined ? {} : init);
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text) };
}

async function create(name: string, more: object = {}) {
  const { json } = await ask("/projects/web/sources", { name, kind: "generic", ...more });
  return apiRoutes.createSource.reply.parse(json);
}

async function deliver(key: string, secret: string, context = "unit"): Promise<number> {
  const response = await fetch(`${api.url}/api/hooks/${key}`, {
    method: "POST",
    body: JSON.stringify({ sha: testSha(1), context, status: "passed" }),
    headers: { authorization: `Bearer ${secret}` },
  });
  return response.status;
}

const listEvents = async () => {
  const rows = await db.prisma.projectEvent.findMany({ where: { projectId: project.id }, orderBy: { id: "asc" } });
  return rows.map((row) => `${row.event} ${row.reason}`);
};

describe("a source", () => {
  test("tells its secret once, with an address that takes it", async () => {
    const { source, secret, setup } = await create("ci");
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(setup)).toContain(`${api.url}${source.path}`);
    expect(JSON.stringify(setup)).toContain(secret);
    expect(await deliver(source.key, secret)).toBe(202);
    const { status, text, json } = await ask("/projects/web/sources");
    expect(status).toBe(200);
    const { sources } = apiRoutes.listSources.reply.parse(json);
    expect(sources).toMatchObject([{ key: source.key, secrets: [{ hint: secret.slice(0, 4) }] }]);
    expect(sources[0]?.lastDeliveryAt).not.toBeNull();
    expect(text).not.toContain(secret.slice(0, 8));
  });

  test("of a name that is taken -> 409; of a kind there is not -> 400", async () => {
    expect((await ask("/projects/web/sources", { name: "ci", kind: "generic" })).status).toBe(409);
    expect((await ask("/projects/other/sources", { name: "ci", kind: "generic" })).status).toBe(201);
    expect((await ask("/projects/web/sources", { name: "x", kind: "cvs" })).status).toBe(400);
    expect((await ask("/sources/none", { enabled: false })).status).toBe(404);
    expect((await ask("/sources/none/rotate", {})).status).toBe(404);
  });

  test("says which of its tests must have passed, and can say otherwise", async () => {
    await createTestProject(db, "strict", { commits: 1 });
    const statusNow = async () =>
      ((await ask("/commits?project=strict")).json as { commits: { testStatus: string }[] }).commits[0]?.testStatus;
    const made = await ask("/projects/strict/sources", {
      name: "ci",
      kind: "generic",
      requiredContexts: ["unit", "lint"],
    });
    const { source } = apiRoutes.createSource.reply.parse(made.json);
    expect(source.requiredContexts).toEqual(["unit", "lint"]);
    const { id } = await db.prisma.project.findUniqueOrThrow({ where: { slug: "strict" } });
    const run = { projectId: id, sha: testSha(1), context: "unit", attempt: 1, status: "passed", source: "ci" };
    await db.prisma.testRun.create({ data: run });
    expect(await statusNow()).toBe("pending");
    await ask(`/sources/${source.key}`, { enabled: false });
    expect(await statusNow()).toBe("pending");
    await ask(`/sources/${source.key}`, { requiredContexts: ["unit"] });
    expect(await statusNow()).toBe("passed");
  });

  test("has two good secrets while one takes the place of the other, and never three", async () => {
    const first = await create("rotating");
    const { key } = first.source;
    expect((await ask(`/sources/${key}/drop-old-secret`, {})).status).toBe(409);
    const second = apiRoutes.rotateSecret.reply.parse((await ask(`/sources/${key}/rotate`, {})).json);
    expect([await deliver(key, first.secret), await deliver(key, second.secret)]).toEqual([202, 202]);
    const third = apiRoutes.rotateSecret.reply.parse((await ask(`/sources/${key}/rotate`, {})).json);
    expect(third.source.secrets.map(({ hint }) => hint)).toEqual([third.secret.slice(0, 4), second.secret.slice(0, 4)]);
    const good = () => Promise.all([first, second, third].map(({ secret }) => deliver(key, secret)));
    expect(await good()).toEqual([401, 202, 202]);
    const left = apiRoutes.dropOldSecret.reply.parse((await ask(`/sources/${key}/drop-old-secret`, {})).json);
    expect(left.secrets).toHaveLength(1);
    expect(await good()).toEqual([401, 401, 202]);
  });

  test("keeps why a secret was made or dropped, when it is told", async () => {
    const { key } = (await create("reasons")).source;
    await ask(`/sources/${key}/rotate`, { reason: "it was in a log" });
    await ask(`/sources/${key}/rotate`, {});
    await ask(`/sources/${key}/drop-old-secret`, { reason: "the sender has the new one" });
    expect((await ask(`/sources/${key}/rotate`, { reason: "no" })).status).toBe(400);
    const entries = await db.prisma.auditEntry.findMany({
      where: { target: "source reasons", outcome: "done", action: { not: "createSource" } },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ action, reason }) => [action, reason])).toEqual([
      ["rotateSecret", "it was in a log"],
      ["rotateSecret", null],
      ["dropOldSecret", "the sender has the new one"],
    ]);
  });

  test("can be switched off and on", async () => {
    const { source, secret } = await create("switch");
    expect((await ask(`/sources/${source.key}`, { enabled: false })).json).toMatchObject({ enabled: false });
    expect(await deliver(source.key, secret)).toBe(401);
    await ask(`/sources/${source.key}`, { enabled: true });
    expect(await deliver(source.key, secret)).toBe(202);
  });

  test("keeps the token of its API to itself, and does not carry it to another server", async () => {
    const at = (url: string, token?: string) => ({ api: { url, repository: "shop/web", ...(token && { token }) } });
    const { source } = await create("asked", { kind: "github", ...at("https://api.example.org", "t0ken-of-api") });
    expect(source.api).toEqual({ url: "https://api.example.org", repository: "shop/web", hasToken: true });
    const change = (body: object) => ask(`/sources/${source.key}`, body);
    const same = await change(at("https://api.example.org/v4"));
    expect([same.json.api.hasToken, same.text.includes("t0ken")]).toEqual([true, false]);
    expect((await change(at("https://evil.example.org"))).json.api.hasToken).toBe(false);
    expect((await change({ api: null })).json.api).toBeNull();
    expect((await ask("/projects/web/sources")).text).not.toContain("t0ken");
  });

  test("that is a Gerrit is listened to where it is said, and only there", async () => {
    const hostKey = `SHA256:${"A".repeat(43)}`;
    const stream = { host: "git.example.org", user: "sauron", privateKey: "/keys/gerrit", hostKey };
    const { source } = await create("gerrit", { kind: "gerrit", stream });
    const stored = { ...stream, port: 29418, repository: "web", state: "waiting", connectedSince: null };
    expect(source.stream).toMatchObject(stored);
    const change = (body: object) => ask(`/sources/${source.key}`, body);
    const named = await change({ stream: { ...stream, host: "10.0.0.7", repository: "shop/web" } });
    expect(named.json.stream).toMatchObject({ host: "10.0.0.7", repository: "shop/web" });
    for (const [wrong, says] of [
      [{ ...stream, host: "10.0.0.7" }, /Say what Gerrit calls the repository/],
      [{ ...stream, hostKey: undefined }, /The host key is missing/],
      [{ ...stream, hostKey: "aa:bb" }, /write the fingerprint as SHA256/],
      [{ ...stream, user: "-oProxyCommand" }, /name of a user of Gerrit/],
      [{ ...stream, privateKey: "id_ed25519" }, /begins with \//],
      [{ ...stream, port: 70_000 }, /port/],
    ] as const) {
      const refused = await change({ stream: wrong });
      expect([refused.status, refused.json.error.message]).toEqual([400, expect.stringMatching(says)]);
    }
    const elsewhere = await ask("/projects/web/sources", { name: "hub", kind: "github", stream });
    expect([elsewhere.status, elsewhere.json.error.message]).toEqual([400, expect.stringMatching(/Only a Gerrit/)]);
    expect((await change({ stream: null })).json.stream).toBeNull();
    expect(await listEvents()).toContain("source-stream-changed gerrit");
  });

  test("that cannot be asked takes no API", async () => {
    const unspoken = { api: { url: "https://api.example.org", repository: "shop/web" } };
    const added = await ask("/projects/web/sources", { name: "mute", kind: "git", ...unspoken });
    expect([added.status, added.json.error.message]).toEqual([400, expect.stringMatching(/cannot ask .* git;/)]);
    const { source } = await create("mute");
    expect((await ask(`/sources/${source.key}`, unspoken)).status).toBe(400);
  });

  test("leaves an event of every change", async () => {
    const events = await listEvents();
    for (const event of [
      "source-created ci (generic)",
      "source-secret-rotated rotating",
      "source-old-secret-dropped rotating",
      "source-disabled switch",
      "source-enabled switch",
      "source-api-changed asked",
    ]) {
      expect(events).toContain(event);
    }
  });
});

describe("deliveries", () => {
  test("are listed newest first, by source and state, page by page, and shown one by one", async () => {
    const { source, secret } = await create("listed");
    for (const context of ["a", "b", "c"]) await deliver(source.key, secret, context);
    const read = async (query: string) =>
      apiRoutes.listDeliveries.reply.parse((await ask(`/deliveries?project=web&${query}`)).json).deliveries;
    const mine = await read(`source=${source.key}`);
    expect(mine).toHaveLength(3);
    expect(mine[0]).toMatchObject({ state: "received", summary: null, source: { name: "listed", kind: "generic" } });
    expect(mine.map((each) => each.id)).toEqual(mine.map((each) => each.id).toSorted((a, b) => b - a));
    expect(await read(`source=${source.key}&limit=1&before=${mine[0]?.id}`)).toEqual([mine[1]]);
    expect(await read(`source=${source.key}&state=refused`)).toEqual([]);
    const { json } = await ask(`/deliveries/${mine[0]?.id}?project=web`);
    const detail = apiRoutes.readDelivery.reply.parse(json);
    expect(JSON.parse(detail.body)).toMatchObject({ context: "c" });
    expect(detail.facts).toEqual([]);
  });

  test("of another project are not there", async () => {
    const { id } = await db.prisma.delivery.findFirstOrThrow();
    for (const wrong of [
      await ask(`/deliveries/${id}?project=other`),
      await ask("/deliveries/2147483647?project=web"),
    ]) {
      expect([wrong.status, errorBodySchema.parse(wrong.json).error.code]).toEqual([404, "not-found"]);
    }
    expect((await ask(`/deliveries/${id}/resend?project=other`, {})).status).toBe(404);
    expect((await db.prisma.delivery.findUniqueOrThrow({ where: { id } })).state).toBe("received");
  });
});
