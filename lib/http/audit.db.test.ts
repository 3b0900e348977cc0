import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { apiRoutes } from "@/lib/contracts/api";
import { appendSpooled } from "@/lib/services/audit/append-spooled";
import { verifyAudit } from "@/lib/services/audit/verify-audit";
import { createToken } from "@/lib/services/tokens/create-token";
import { serveApi } from "@/lib/testing/api-routes";
import { inTime } from "@/lib/testing/in-time";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { addPerson, signIn } from "@/lib/testing/sign-in-people";
import { breakAudit, runAsSuperuser } from "@/lib/testing/tamper-with-audit";
import { refusalLimits } from "./refusal-budget";
import { webProcess } from "./web-process";

const folder = mkdtempSync(join(tmpdir(), "sauron-audit-"));
process.env.SAURON_DATA_DIR = folder;
afterAll(() => rmSync(folder, { recursive: true }));
const spool = join(folder, "audit-spool");
const { db, api } = await serveWebApi();
const project = await createTestProject(db, "web", { hosts: 2, commits: 1 });

const json = { "content-type": "application/json" };
const reason = "because we want it";

const { token } = await createToken(
  { db, actor: { kind: "user", name: "ana" } },
  { projectId: project.id, name: "ci", scopes: ["report:write"], days: 1, replace: false },
);
const bearer = { authorization: `Bearer ${token}` };

const viewer = await signIn(api.url, await addPerson({ db }, "vera", { role: "viewer" }));

beforeEach(async () => {
  await webProcess().refusals.flush();
  await runAsSuperuser(db, `DELETE FROM "AuditEntry"`);
});

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const from = { "x-sauron-actor": "ana", "x-forwarded-for": "10.9.9.9, 10.1.2.3" };
  return fetch(`${api.url}/api/v1${path}`, { method: "POST", body: text, headers: { ...json, ...from, ...headers } });
}

async function read(query = "") {
  const response = await fetch(`${api.url}/api/v1/audit${query}`);
  expect(response.status).toBe(200);
  return apiRoutes.listAudit.reply.parse(await response.json());
}

const halt = () => post("/projects/web/halt", { reason });
const resume = () => post("/projects/web/resume", { reason });

test("an act tells who did it, through which request, from where", async () => {
  const response = await halt();
  const { entries, next } = await read();
  expect(entries).toMatchObject([
    { id: 1, actor: { kind: "user", name: "ana" }, action: "haltAutomation", project: "web", target: "automation" },
  ]);
  expect(entries).toMatchObject([{ outcome: "done", reason, address: "127.0.0.1", actedAt: null }]);
  expect(entries[0]?.details).toEqual({ by: "machine" });
  expect(entries[0]?.requestId).toBe(response.headers.get("x-request-id"));
  expect(next).toBeNull();
  await resume();
});

test("an act by a token tells which it was, and one of somebody who has signed in that nothing stood in for them", async () => {
  const deployer = await createToken(
    { db, actor: { kind: "user", name: "ana" } },
    { projectId: project.id, name: "bot", scopes: ["deploy"], days: 1, replace: true },
  );
  await runAsSuperuser(db, `DELETE FROM "AuditEntry"`);
  await post("/projects/web/halt", { reason }, { authorization: `Bearer ${deployer.token}` });
  const operator = await signIn(api.url, await addPerson({ db }, "olga", { role: "operator" }));
  await post("/projects/web/resume", { reason }, { cookie: operator });
  const { entries } = await read("?project=web");
  expect(entries.map(({ actor, details }) => [actor.name, details?.by])).toEqual([
    ["olga", undefined],
    ["bot", `token ${deployer.token.slice(4, 12)}`],
  ]);
});

test("an address that the caller names counts only when a proxy we know passes it on", async () => {
  const behind = await serveApi(0, { proxies: "127.0.0.0/8" });
  const headers = { ...json, "x-forwarded-for": "10.9.9.9, 10.1.2.3" };
  const body = JSON.stringify({ reason });
  for (const { url } of [api, behind])
    await fetch(`${url}/api/v1/projects/none/halt`, { method: "POST", headers, body });
  await behind.close();
  expect((await read()).entries.map(({ address }) => address)).toEqual(["10.1.2.3", "127.0.0.1"]);
});

describe("a refusal", () => {
  const refused: [name: string, path: string, body: unknown, headers: object, told: object][] = [
    [
      "of a body",
      "/projects/web/halt",
      { reason: "s3cret", other: 1 },
      {},
      { action: "haltAutomation", project: "web" },
    ],
    ["of what is no JSON", "/projects/web/halt", "{s3cret", {}, { action: "haltAutomation" }],
    ["of another site", "/projects/web/halt", { reason }, { origin: "https://evil.example" }, { project: "web" }],
    ["of an unknown project", "/projects/none/halt", { reason }, {}, { project: null, target: "/projects/none/halt" }],
    ["without a token", "/test-runs", {}, {}, { action: "recordTestRun", actor: { kind: "nobody" }, details: null }],
    [
      "for want of a scope",
      "/projects/web/halt",
      { reason },
      bearer,
      { actor: { kind: "api", name: "ci" }, details: { by: `token ${token.slice(4, 12)}` } },
    ],
    [
      "of what is in no state for it",
      "/projects/web/resume",
      { reason },
      {},
      { reason: "The automation is not halted.", details: { by: "machine" } },
    ],
    ["of what only looks", "/project-files/review", { note: "s3cret" }, {}, { action: "reviewProjectFile" }],
  ];
  test.each(refused)("%s is one entry, without the body", async (_, path, body, headers, told) => {
    const response = await post(path, body, headers as Record<string, string>);
    const { error } = await response.json();
    const { entries } = await read();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ outcome: "refused", reason: error.message, ...told });
    expect(entries[0]?.requestId).toBe(response.headers.get("x-request-id"));
    expect(JSON.stringify(entries)).not.toContain("s3cret");
  });

  test("is told as well when its entry cannot be written", async () => {
    const mend = await breakAudit(db);
    expect((await post("/projects/web/resume", { reason })).status).toBe(409);
    await mend();
    expect((await read()).entries).toEqual([]);
  });

  const look = (path: string, headers: Record<string, string>) =>
    fetch(`${api.url}/api/v1${path}`, { headers: { ...headers } });

  test.each([
    ["a token beyond its scope", "/projects/web", bearer, 403, { action: "readProject", actor: { name: "ci" } }],
    ["a token in another project", "/rollouts?project=shop", bearer, 403, { action: "listRollouts", project: null }],
    ["a token that does not work", "/commits", { authorization: "Bearer srn_x" }, 401, { actor: { kind: "nobody" } }],
    [
      "the audit for a person who may not",
      "/audit",
      { cookie: viewer },
      403,
      { actor: { name: "vera" }, details: null },
    ],
  ] as const)("of a look is one entry: %s", async (_case, path, brought, status, told) => {
    expect((await look(path, brought)).status).toBe(status);
    expect((await read()).entries).toMatchObject([{ outcome: "refused", ...told }]);
  });

  test("of a look is none for who is not signed in, and for what is not there", async () => {
    for (const cookie of ["none=", "sauron-session-4400=over.AAAA"]) {
      expect((await look("/projects/web", { cookie })).status).toBe(401);
      expect((await look("/projects/web", { cookie, authorization: "Basic YW5hOmFuYQ==" })).status).toBe(401);
    }
    expect((await look("/projects/none", {})).status).toBe(404);
    expect((await read()).entries).toEqual([]);
  });

  test("of guesses at a password is one for each of the five, and one for all that follow in the minute", async () => {
    const guess = () => post("/sign-in", { email: "vera@example.org", password: "a wrong guess" });
    const statuses = [];
    for (let number = 0; number < 9; number += 1) statuses.push((await guess()).status);
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(4).fill(429)]);
    const { entries } = await read();
    expect(entries).toHaveLength(6);
    expect(entries[0]).toMatchObject({
      action: "signIn",
      target: "/sign-in vera@example.org",
      reason: expect.stringContaining("Too many tries"),
    });
  });

  test("is none of what fails because the queue or the database is away", async () => {
    const mend = await breakAudit(db);
    expect((await halt()).status).toBe(500);
    await mend();
    expect((await read()).entries).toEqual([]);
  });
});

test("of a flood of refusals so many are told, and one entry counts the others; an act goes on as before", async () => {
  await webProcess().refusals.flush();
  await runAsSuperuser(db, `DELETE FROM "AuditEntry"`);
  const statuses = [];
  for (let number = 0; number < refusalLimits.perAddress + 20; number += 1) {
    statuses.push((await post("/projects/none/halt", { reason })).status);
  }
  expect(new Set(statuses)).toEqual(new Set([404]));
  expect((await halt()).status).toBe(200);
  await webProcess().refusals.flush();
  const { entries } = await read("?limit=100");
  expect(entries).toHaveLength(refusalLimits.perAddress + 2);
  expect(entries[0]).toMatchObject({ action: "refusals", outcome: "refused", address: "127.0.0.1" });
  expect(entries[0]?.reason).toMatch(/^20 further requests/);
  expect(entries[1]).toMatchObject({ action: "haltAutomation", outcome: "done" });
  await resume();
});

describe("the list", () => {
  beforeEach(async () => {
    await halt();
    await post("/projects/web/halt", { reason }, { "x-sauron-actor": "Bo" });
    await resume();
  });

  test.each([
    ["?project=web", [3, 2, 1]],
    ["?project=other", []],
    ["?actor=AN", [3, 1]],
    ["?action=haltAutomation", [2, 1]],
    ["?outcome=refused", [2]],
    ["?text=Halted", [2]],
    ["?since=2020-01-01&until=2020-01-02", []],
    ["?since=2020-01-01&until=2999-01-01", [3, 2, 1]],
  ])("%s", async (query, ids) => {
    expect((await read(query)).entries.map(({ id }) => id)).toEqual(ids);
  });

  test("comes page by page, and whole as lines", async () => {
    const first = await read("?limit=2");
    expect([first.entries.map(({ id }) => id), first.next]).toEqual([[3, 2], 2]);
    const second = await read(`?limit=2&before=${first.next}`);
    expect([second.entries.map(({ id }) => id), second.next]).toEqual([[1], null]);
    const file = await fetch(`${api.url}/api/v1/audit?format=jsonl&actor=ana`);
    expect(file.headers.get("content-disposition")).toContain("sauron-audit.jsonl");
    const lines = (await file.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([first.entries[0], second.entries[0]]);
  });
});

describe("an abort is honoured although the audit cannot be written", () => {
  const readFiles = () => readdirSync(spool).filter((file) => file.endsWith(".jsonl"));

  async function abortUnwritten(breaking: () => Promise<() => Promise<void>>): Promise<Date> {
    const { id, number } = await startTestRollout(db.prisma, project, { stages: [] });
    const mend = await breaking();
    const response = await post(`/rollouts/${number}/abort`, {});
    expect(response.status).toBe(202);
    const { abort } = await response.json();
    const { abortRequestedAt } = await db.prisma.rollout.findUniqueOrThrow({ where: { id } });
    expect(abortRequestedAt?.toISOString()).toBe(abort.requestedAt);
    expect(await db.prisma.auditEntry.count()).toBe(0);
    const [file = "none", ...more] = readFiles();
    expect(more).toEqual([]);
    expect(statSync(join(spool, file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(spool, file), "utf8")).toMatch(/^\{.*"action":"abortRollout".*\}\n$/);
    await mend();
    await db.prisma.rollout.update({ where: { id }, data: { state: "aborted" } });
    return new Date(abort.requestedAt);
  }

  const takeTurn = async () => {
    const client = await db.pool.connect();
    await client.query("SELECT pg_advisory_lock(11, 0)");
    return async () => {
      await client.query("SELECT pg_advisory_unlock(11, 0)");
      client.release();
    };
  };

  test.each([
    ["because the table takes nothing", () => breakAudit(db)],
    ["because somebody keeps the end of the chain", takeTurn],
  ])("%s: the entry follows, with the time of the act", async (_, breaking) => {
    const requestedAt = await abortUnwritten(breaking);
    await vi.waitFor(() => expect(readFiles()).toEqual([]), inTime);
    const { entries } = await read();
    expect(entries).toMatchObject([
      { action: "abortRollout", outcome: "done", project: "web", actor: { name: "ana" } },
    ]);
    const [{ at, actedAt } = { at: "", actedAt: "" }] = entries;
    expect(Date.parse(actedAt ?? "")).toBeGreaterThanOrEqual(requestedAt.getTime());
    expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse(actedAt ?? ""));
    expect(await verifyAudit(db.prisma, null)).toMatchObject({ outcome: "whole", entries: 1 });
  });

  test("a file that is found twice makes one entry, and one that nobody can read is set aside", async () => {
    const web = webProcess();
    web.auditSpool.close();
    const fact = { actor: { kind: "user", name: "ana" }, action: "abortRollout", project: "web", target: "rollout #9" };
    const more = { outcome: "done", reason: null, details: null, requestId: "9", address: null };
    const line = JSON.stringify({ ...fact, ...more, actedAt: "2026-11-23T03:12:00.000Z" });
    writeFileSync(join(spool, "1.jsonl"), "{");
    writeFileSync(join(spool, "2.jsonl"), line);
    writeFileSync(join(spool, "3.jsonl"), line);
    await Promise.all([appendSpooled(web, spool).catch(() => {}), appendSpooled(web, spool).catch(() => {})]);
    await appendSpooled(web, spool);
    expect(readdirSync(spool)).toEqual(["1.jsonl.unreadable"]);
    expect((await read()).entries).toMatchObject([{ target: "rollout #9", actedAt: "2026-11-23T03:12:00.000Z" }]);
  });
});

test("an abort writes one entry with the first and each further wish, a late one a refusal", async () => {
  const { id, number } = await startTestRollout(db.prisma, project, { stages: [] });
  const abort = (body = {}) => post(`/rollouts/${number}/abort`, body);
  expect([(await abort()).status, (await abort({ thenRollBack: {} })).status]).toEqual([202, 202]);
  await db.prisma.rollout.update({ where: { id }, data: { state: "aborted" } });
  expect((await abort()).status).toBe(409);
  const { entries } = await read();
  expect(entries.map(({ outcome, details }) => [outcome, details?.isRepeated])).toEqual([
    ["refused", undefined],
    ["done", true],
    ["done", false],
  ]);
  expect(entries.every(({ action }) => action === "abortRollout")).toBe(true);
});
