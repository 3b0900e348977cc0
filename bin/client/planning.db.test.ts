import { describe, expect, test } from "vitest";
import { insertTestRun } from "@/lib/db/test-runs";
import { callCommand as call } from "@/lib/testing/call-command";
import { createTestProject, testSha } from "@/lib/testing/project";
import { serveCommands } from "@/lib/testing/serve-commands";
import { command as commits } from "../commands/commits";
import { command as forecast } from "../commands/forecast";
import { command as rollouts } from "../commands/rollouts";

const { db } = await serveCommands();
process.env.SAURON_ACTOR = "Zoë";

const reason = "the canary is repaired";
const project = await createTestProject(db, "web", { commits: 5 });
await db.prisma.workerProcess.create({
  data: { id: "w", hostname: "here", pid: 1, beatAt: new Date(Date.now() + 3_600_000) },
});
for (const [index, status] of (["failed", "failed", "failed", "passed", "running"] as const).entries()) {
  const times = { startedAt: null, finishedAt: null };
  const run = { context: "unit", attempt: 1, status, url: null, source: "ci", ...times };
  await insertTestRun(db.prisma, { projectId: project.id, sha: testSha(index + 1), ...run });
}

test("a plan names every host in its order and what runs there, and starts nothing", async () => {
  const { code, out } = await call(rollouts, "plan", "--show-commands");
  expect(code).toBe(0);
  expect(out).toContain("stage 1, canary: 1 host, listed, 1 at a time\n     1  web-1\n  then watched for 360 s\n");
  expect(out).toContain("stage 2, fleet: 3 hosts, listed, 50 at a time\n     1  web-2\n     2  web-3\n     3  web-4\n");
  expect(out).toContain("  restart: true (at most 120 s)");
  expect(out).toContain("SAURON_REVISION, SAURON_HOST; values are not shown");
  expect(await db.prisma.rollout.count()).toBe(0);
});

describe("commits", () => {
  test("lock and unlock, mark and take the mark away, in the name of whoever asks", async () => {
    const locked = await call(commits, "lock", testSha(4).slice(0, 8), "--reason", reason);
    expect(locked).toMatchObject({ code: 0, out: expect.stringContaining(`locked by Zoë: ${reason}`) });
    expect(await call(commits, "lock", testSha(4), "--reason", reason)).toMatchObject({ code: 1 });
    expect((await call(commits, "unlock", testSha(4), "--reason", reason)).out).toContain("neither marked nor locked");
    const args = ["mark", testSha(1), "--reverted-by", testSha(3), "--reason", reason];
    expect((await call(commits, ...args)).out).toContain(`bad: ${reason}; undone by 0003000`);
    const cleared = await call(commits, "mark", testSha(1), "--none", "--reason", reason, "--json");
    expect(JSON.parse(cleared.out)).toMatchObject({ sha: testSha(1), bad: null, revertedBy: null });
  });

  test("wrong usage: 2; a commit that is not there: 1", async () => {
    for (const argv of [["lock"], ["lock", testSha(1)], ["blame", testSha(1), "--reason", reason]]) {
      expect((await call(commits, ...argv)).code).toBe(2);
    }
    expect((await call(commits, "mark", testSha(1), "--bad", "--none", "--reason", reason)).code).toBe(2);
    expect((await call(commits, "lock", testSha(99), "--reason", reason)).code).toBe(1);
  });
});

test("forecast says why nothing goes, in words and as JSON", async () => {
  const told = await call(forecast);
  expect(told).toMatchObject({
    code: 0,
    out: expect.stringContaining("-  0001000  Tests failed, can only ride along with"),
  });
  expect(JSON.parse((await call(forecast, "--json")).out)).toMatchObject({ rollouts: [], waiting: { length: 5 } });
});

describe("rollouts start", () => {
  test("a dry run says what it would be and starts nothing", async () => {
    const told = await call(rollouts, "start", "--dry-run");
    expect(told.out).toContain("web: 4 commits to 0004000");
    expect(told.out).toContain("not included: 1 commit that landed later");
    expect(told.out).toContain("4 commits are more than the 3 it takes at a time. Give a reason.");
    expect(JSON.parse((await call(rollouts, "start", "--dry-run", "--json")).out)).toMatchObject({ kind: "backlog" });
    expect(await db.prisma.rollout.count()).toBe(0);
  });

  test("starts the reviewed range with its reason; without one it is refused", async () => {
    expect(await call(rollouts, "start")).toMatchObject({ code: 1, err: expect.stringContaining("Give a reason") });
    const told = await call(rollouts, "start", "--reason", reason);
    expect(told).toMatchObject({ code: 0, out: "Rollout #1 of 4 commits to 0004000 is pending.\n" });
    expect(await db.prisma.rollout.findFirst()).toMatchObject({ approvedBy: "Zoë", approvalReason: reason });
    const refused = await call(rollouts, "start", "--reason", reason);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("Rollout #1 is about to start") });
  });
});

test.each(Object.entries({ commits, forecast, rollouts }))("%s says what it takes", (name, command) => {
  expect(command.usage).toContain(`Usage: sauron ${name} `);
  expect(command.usage).toMatch(/--project[\s\S]*--json[\s\S]*SAURON_URL[\s\S]*Exit codes/);
});
