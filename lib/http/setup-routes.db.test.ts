import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { apiRoutes, errorBodySchema } from "@/lib/contracts/api";
import { pruneChecks } from "@/lib/db/checks";
import { answerOnMachine } from "@/lib/testing/api-routes";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline } from "@/lib/testing/pipeline";
import { closeWebProcess } from "./web-process";

const db = await createTestDatabase({ poolSize: 20 });
process.env.DATABASE_URL = db.url;
process.env.SAURON_LOG_LEVEL = "silent";
delete process.env.REDIS_URL;
afterAll(closeWebProcess);

const folder = realpathSync(mkdtempSync(join(tmpdir(), "sauron setup ")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", ...args], { cwd: folder });
git("init", "--quiet", "--initial-branch=main");
git("commit", "--quiet", "--allow-empty", "--message", "First commit");

function send(path: string, init: RequestInit = {}): Promise<Response> {
  return answerOnMachine(new Request(new URL(`/api/v1${path}`, "http://127.0.0.1:4400"), init));
}

function post(path: string, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json", "x-sauron-actor": "ana" };
  return send(path, { method: "POST", body: JSON.stringify(body), headers });
}

const hostKey = `SHA256:${"A".repeat(43)}`;
const projectFile = (changes: Record<string, unknown> = {}) =>
  JSON.stringify({
    project: "shop",
    repository: { url: "https://ana:secret@git.example.org/shop.git" },
    fleet: { user: "deploy", privateKey: "/keys/id", hosts: [{ name: "web-1", address: "192.0.2.1", hostKey }] },
    deploy: { steps: [{ name: "restart", run: ["true"] }] },
    stages: [{ name: "fleet", hosts: "rest" }],
    ...changes,
  });

describe("a project file that is sent", () => {
  test("makes a new project once; a second one of its name is refused and changes nothing", async () => {
    const made = await post("/projects", { source: projectFile() });
    expect([made.status, await made.json()]).toEqual([201, { project: "shop", revision: 1, hosts: 1 }]);
    const again = await post("/projects", { source: projectFile({ automation: "unattended" }) });
    expect(again.status).toBe(409);
    const stored = await db.prisma.project.findUniqueOrThrow({ where: { slug: "shop" }, include: { revisions: true } });
    expect(stored).toMatchObject({ policyRevision: 1, revisions: [{ author: "ana" }] });
  });

  test("of ten with one name at once exactly one is put in force", async () => {
    const files = Array.from({ length: 10 }, (_, n) =>
      projectFile({ project: "race", hostFailureBudget: `${n + 1}%` }),
    );
    const statuses = await Promise.all(files.map(async (source) => (await post("/projects", { source })).status));
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(9);
    const stored = await db.prisma.project.findUniqueOrThrow({ where: { slug: "race" }, include: { revisions: true } });
    expect(stored.revisions).toHaveLength(1);
  });

  test("with mistakes is refused with all of them and their lines", async () => {
    const source = "project: Shop\nrepository:\n  url: ext::sh\n";
    const review = await (await post("/project-files/review", { source })).json();
    expect(review).toMatchObject({ project: null });
    expect(review.problems).toEqual(expect.arrayContaining([expect.objectContaining({ line: 1, path: "project" })]));
    const refused = await post("/projects", { source });
    expect(refused.status).toBe(422);
    expect(errorBodySchema.parse(await refused.json()).error.details?.problems).toEqual(review.problems);
  });

  test.each([
    ["a script file", { deploy: { steps: [{ name: "read", script: "/etc/passwd" }] } }, "script"],
    ["a file of host keys", { fleet: { ...JSON.parse(projectFile()).fleet, knownHosts: "/etc/passwd" } }, "knownHosts"],
    ["a key beside it", { fleet: { ...JSON.parse(projectFile()).fleet, privateKey: "./id" } }, "privateKey"],
  ])("may not name %s", async (_what, changes, path) => {
    const answer = await (await post("/project-files/review", { source: projectFile(changes) })).json();
    expect(answer.problems.map((problem: { path: string }) => problem.path).join()).toContain(path);
    expect(JSON.stringify(answer)).not.toContain("root:");
  });

  test("is shown with its version and hosts, and never with a password", async () => {
    const response = await send("/projects/shop/settings");
    const settings = apiRoutes.readProjectSettings.reply.parse(await response.json());
    expect(settings.file).toMatchObject({ revision: 1, author: "ana", inForce: true });
    expect(settings.hosts).toMatchObject([{ name: "web-1", currentRevision: null, lastHeardAt: null }]);
    expect(JSON.stringify(settings)).not.toContain("secret");
    expect((await send("/projects/shop/settings?revision=9")).status).toBe(404);
  });
});

describe("checks", () => {
  const repository = { kind: "repository", url: folder, trunk: "main" };
  const host = {
    kind: "host",
    name: "web-1",
    address: "127.0.0.1",
    port: 9,
    user: "deploy",
    privateKey: "/nowhere/id",
  };

  test("are done by a worker, and say what they found", async () => {
    const pipeline = await createPipeline(db);
    await pipeline.startWorker();
    const created = await (await post("/checks", { checks: [repository, host] })).json();
    const ids = created.checks.map((check: { id: number }) => check.id).join();
    const checks = await vi.waitFor(async () => {
      const reply = apiRoutes.listChecks.reply.parse(await (await send(`/checks?ids=${ids}`)).json());
      expect(reply.checks.filter(({ state }) => state === "waiting")).toEqual([]);
      return reply.checks;
    }, inTime);
    expect(checks).toMatchObject([
      { state: "passed", finding: { commit: { subject: "First commit" } } },
      { state: "failed", finding: { obstacle: "private-key" } },
    ]);
  });

  test("of a project look at each of its hosts as a rollout would reach it", async () => {
    const pipeline = await createPipeline(db, { hosts: 2 });
    const { slug } = await db.prisma.project.findUniqueOrThrow({ where: { id: pipeline.projectId } });
    const jump = { address: "door.example.org", port: 22, user: "deploy", hostKeys: [] };
    await db.prisma.$executeRaw`
      UPDATE "Project" SET policy = jsonb_set(policy, '{fleet,jump}', ${JSON.stringify(jump)}::jsonb) WHERE slug = ${slug}`;
    const created = apiRoutes.checkHosts.reply.parse(await (await post(`/projects/${slug}/hosts/check`, {})).json());
    expect(created.checks[0]?.input).toMatchObject({ jump });
    expect(created.checks).toMatchObject([
      { state: "waiting", input: { kind: "host", name: "web-1", hostKeys: [expect.stringMatching(/^SHA256:/)] } },
      { state: "waiting", input: { kind: "host", name: "web-2" } },
    ]);
    expect((await post("/projects/none/hosts/check", {})).status).toBe(404);
    // They wait for no worker of a later test.
    await db.prisma.check.deleteMany({ where: { kind: "host" } });
  });

  test("are asked for by numbers that can be one", async () => {
    expect((await send("/checks?ids=1,9999999999")).status).toBe(400);
    expect((await send("/projects/web/decisions?before=9999999999")).status).toBe(400);
  });

  test("whose job was lost are found again", async () => {
    const lost = await db.prisma.check.create({ data: { kind: "repository", input: repository, createdBy: "ana" } });
    const pipeline = await createPipeline(db);
    await pipeline.startWorker();
    await vi.waitFor(async () => {
      expect(await db.prisma.check.findUniqueOrThrow({ where: { id: lost.id } })).toMatchObject({ state: "passed" });
    }, inTime);
  });

  test("keys that a pasted known_hosts has for a host count as pinned", async () => {
    const key = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    const knownHosts = `[127.0.0.1]:9 ssh-ed25519 ${key}\n`;
    const created = await (await post("/checks", { checks: [host], knownHosts })).json();
    expect(created.checks[0].input.hostKeys).toEqual([expect.stringMatching(/^SHA256:/)]);
  });

  test("are forgotten after a day", async () => {
    await db.prisma.$executeRaw`UPDATE "Check" SET "createdAt" = now() - interval '25 hours' WHERE kind = 'host'`;
    await pruneChecks(db.prisma);
    expect(await db.prisma.check.count({ where: { kind: "host" } })).toBe(0);
    expect(await db.prisma.check.count()).toBeGreaterThan(0);
  });

  test.each([
    ["an option as address", { ...host, address: "-oProxyCommand=id" }],
    ["an option as user", { ...host, user: "-l" }],
    ["a command as user", { ...host, user: "a;id" }],
    ["a branch that is an option", { ...repository, trunk: "--upload-pack=id" }],
    ["a path from nowhere", { ...repository, url: "../web.git" }],
    ["a port that is none", { ...host, port: 0 }],
    ["a relative key", { ...host, privateKey: "id" }],
    ["a key of its own", { ...host, command: "id" }],
  ])("with %s are refused", async (_what, check) => {
    expect((await post("/checks", { checks: [check] })).status).toBe(400);
  });
});
