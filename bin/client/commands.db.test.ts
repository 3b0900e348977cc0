import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { notifyChange } from "@/lib/db/notify";
import { beginCommand as begin, callCommand as call } from "@/lib/testing/call-command";
import { inTime } from "@/lib/testing/in-time";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { serveCommands } from "@/lib/testing/serve-commands";
import { command as abort } from "../commands/abort";
import { command as apply } from "../commands/apply";
import { command as check } from "../commands/check";
import { command as rollouts } from "../commands/rollouts";
import { command as status } from "../commands/status";
import { command as token } from "../commands/token";

const { db, api, folder } = await serveCommands();
const nobody = "http://127.0.0.1:9";
process.env.SAURON_ACTOR = "Zoë";
beforeEach(() => {
  process.env.SAURON_URL = api.url;
});

const project = await createTestProject(db, "web", { commits: 2 });
const hosts = await db.prisma.host.findMany({ where: { projectId: project.id } });
await startTestRollout(db.prisma, project, {
  stages: [{ name: "fleet", hostIds: hosts.map((host) => host.id) }],
});

function writeProjectFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const good = `project: shop
repository: {url: ./repo}
fleet:
  user: deploy
  privateKey: ./gone
  hosts: [{address: 10.0.0.1, hostKey: "SHA256:${"A".repeat(43)}"}]
deploy: {steps: [{name: go, script: go.sh}]}
stages: [{name: fleet, hosts: rest}]
`;

describe("apply", () => {
  test("puts a file in force, says so, warns of a key it cannot read; again it changes nothing", async () => {
    writeProjectFile("go.sh", "echo go\n");
    const file = writeProjectFile("sauron.yml", good);
    const first = await call(apply, file);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining("shop: revision 1 is in force, 1 host") });
    expect(first.err).toContain("cannot be read here");
    const again = await call(apply, file, "--json");
    expect(JSON.parse(again.out)).toMatchObject({
      ok: true,
      outcome: "unchanged",
      revision: 1,
      warnings: [expect.any(String)],
    });
    const project = await db.prisma.project.findUniqueOrThrow({
      where: { slug: "shop" },
      include: { revisions: true },
    });
    expect(project.repositoryUrl).toBe(join(folder, "repo"));
    expect(project.revisions).toMatchObject([{ author: "Zoë" }]);
    expect(JSON.stringify(project.policy)).toContain("echo go");
  });

  test("tells every mistake of a bad file with its line, and stores nothing", async () => {
    const file = writeProjectFile(
      "bad.yml",
      good.replace("project: shop", "project: bad").replace("go.sh", "no.sh").replace("user:", "usr:"),
    );
    const told = await call(apply, file);
    expect(told.code).toBe(1);
    expect(told.err).toMatch(/bad\.yml:4:\d+: fleet\.usr: .*did you mean `user`/);
    expect(told.err).toMatch(/bad\.yml:7:\d+: deploy\.steps\[0\]\.script: cannot be used: there is no file/);
    expect(JSON.parse((await call(apply, file, "--json")).out)).toMatchObject({
      ok: false,
      problems: expect.any(Array),
    });
    expect(await db.prisma.project.count({ where: { slug: "bad" } })).toBe(0);
  });

  test("a file that is not there, wrong usage, a database that is away: 1, 2, 3", async () => {
    const file = writeProjectFile("sauron.yml", good);
    expect((await call(apply, join(folder, "none.yml"))).code).toBe(1);
    expect((await call(apply, file, "other.yml")).code).toBe(2);
    expect((await call(apply, file, "--bogus")).code).toBe(2);
    process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:9/none";
    const away = await call(apply, file);
    process.env.DATABASE_URL = db.url;
    expect(away).toMatchObject({ code: 3, err: expect.stringContaining("does not answer") });
  });
});

describe("check", () => {
  const files = () => {
    writeProjectFile("go.sh", "echo go\n");
    return writeProjectFile("checked.yml", good.replace("project: shop", "project: checked"));
  };

  test("tells of every part what was found and what helps, and exits with 1 when one did not pass", async () => {
    const told = await call(check, files());
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/^FAIL {2}repository {2}There is no git repository at .*repo\.$/m);
    expect(told.out).toMatch(/^FAIL {2}10\.0\.0\.1 {4}The private key .*gone cannot be read/m);
    expect(told.out).toContain("ssh-keygen -t ed25519");
    expect(told.out).toContain("2 of 2 checks did not pass.");
    const { ok, checks } = JSON.parse((await call(check, files(), "--json")).out);
    expect([ok, checks.map((each: { finding: { state: string } }) => each.finding.state)]).toEqual([
      false,
      ["failed", "failed"],
    ]);
  });

  test("before an apply keeps a file out of force that names what cannot be reached", async () => {
    const refused = await call(apply, files(), "--check");
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("is not put in force") });
    expect(await db.prisma.project.count({ where: { slug: "checked" } })).toBe(0);
  });

  test("mistakes in the file are told first, and nothing is called", async () => {
    const file = writeProjectFile("wrong.yml", "project: Wrong\n");
    expect(await call(check, file)).toMatchObject({ code: 1, out: "", err: expect.stringContaining("wrong.yml:1:") });
    expect((await call(check, file, "--bogus")).code).toBe(2);
  });
});

test("a token is printed once and is not what is stored; it can be replaced and revoked", async () => {
  const made = await call(token, "create", "ci", "--project", "shop");
  expect(made.out).toMatch(/^srn_[0-9a-f]{8}_[\w-]{43}\n$/);
  expect(JSON.stringify(await db.prisma.apiToken.findMany())).not.toContain(made.out.trim());
  expect((await call(token, "create", "ci", "--project", "shop")).code).toBe(1);
  const again = JSON.parse((await call(token, "create", "ci", "--project", "shop", "--replace", "--json")).out);
  expect(again.token).not.toBe(made.out.trim());
  expect((await call(token, "list", "--project", "shop")).out).toMatch(
    /^ci {2}report:write {2}until \S+ {2}last used never$/m,
  );
  expect((await call(token, "revoke", "ci", "--project", "shop")).code).toBe(0);
  expect((await call(token, "revoke", "ci", "--project", "shop")).code).toBe(1);
  expect((await call(token, "delete", "ci")).code).toBe(2);
});

describe("with a rollout in flight", () => {
  test("status and rollouts tell of it, in words and as JSON", async () => {
    const told = await call(status, "--project", "web");
    expect(told).toMatchObject({ code: 0, out: expect.stringContaining("#1 pending") });
    expect(told.out).toContain("0/4 hosts");
    const both = JSON.parse((await call(status, "--json")).out);
    expect(both.projects.map((each: { project: string }) => each.project).sort()).toEqual(["shop", "web"]);
    expect((await call(rollouts, "--project", "web")).out).toMatch(/^#.*\n1 {2}pending/);
    expect(JSON.parse((await call(rollouts, "--project", "web", "--json")).out).rollouts).toMatchObject([
      { number: 1 },
    ]);
    expect(await call(rollouts)).toMatchObject({ code: 1, err: expect.stringContaining("shop, web") });
  });

  test("abort stops it in the name of whoever asks", async () => {
    const told = JSON.parse((await call(abort, "#1", "--project", "web", "--json")).out);
    expect(told.abort.by).toBe("Zoë");
    expect(await call(abort, "7", "--project", "web")).toMatchObject({
      code: 1,
      err: expect.stringContaining("no rollout #7"),
    });
    expect((await call(abort, "one")).code).toBe(2);
  });

  test("abort --force ends what nobody stops, with a reason, once it was aborted", async () => {
    const force = (...more: string[]) => call(abort, "1", "--project", "web", "--force", ...more);
    const reason = ["--reason", "no worker lives"];
    expect(await force()).toMatchObject({ code: 2, err: expect.stringContaining("say why with --reason") });
    expect(await force(...reason, "--roll-back")).toMatchObject({ code: 2, err: expect.stringContaining("without") });
    await db.prisma.rollout.updateMany({ data: { abortRequestedAt: null } });
    expect(await force(...reason)).toMatchObject({ code: 1, err: expect.stringContaining("abort it first") });
    const minute = 60_000;
    await db.prisma.rollout.updateMany({ data: { abortRequestedAt: new Date(Date.now() - minute) } });
    expect(await force(...reason)).toMatchObject({
      code: 0,
      out: "Rollout #1 is aborted; no host is left unknown.\n",
    });
    expect(await force(...reason)).toMatchObject({ code: 1, err: expect.stringContaining("has ended already") });
    const event = await db.prisma.rolloutEvent.findFirst({ where: { event: "forceStopped" } });
    expect([event?.actorName, event?.reason]).toEqual(["Zoë", "no worker lives"]);
  });

  test("a Sauron that is not there: 3", async () => {
    process.env.SAURON_URL = nobody;
    for (const command of [status, rollouts]) expect((await call(command)).code).toBe(3);
    expect(await call(abort, "1")).toMatchObject({ code: 3, err: expect.stringContaining(nobody) });
    delete process.env.SAURON_URL;
    expect(await call(status)).toMatchObject({ code: 3, err: expect.stringContaining("No Sauron runs on") });
  });

  test("watching shows the view now, and each change", async () => {
    const { written, finished } = begin(status, ["--watch", "--json", "--project", "web"]);
    await vi.waitUntil(() => written.out !== "", inTime);
    await db.prisma.project.update({ where: { id: project.id }, data: { fetchError: "gone" } });
    await notifyChange(db.prisma, { project: project.id });
    await vi.waitUntil(() => written.out.includes('"gone"'), inTime);
    process.emit("SIGINT");
    expect(await finished).toBe(0);
    const lines = written.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ project: "web", fetch: { error: null } });
    expect(lines.at(-1)).toMatchObject({ project: "web", fetch: { error: "gone" } });
  });
});
