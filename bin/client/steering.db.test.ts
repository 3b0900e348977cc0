import { afterAll, describe, expect, test } from "vitest";
import { haltProject } from "@/lib/db/projects";
import { insertTestRun } from "@/lib/db/test-runs";
import { beatWorker } from "@/lib/db/workers";
import { createLogger } from "@/lib/logger";
import { createJobQueue } from "@/lib/queue/job-queue";
import { decideRollout } from "@/lib/services/automation/decide-rollout";
import { callCommand as call } from "@/lib/testing/call-command";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { serveCommands } from "@/lib/testing/serve-commands";
import { command as answer } from "../commands/answer";
import { command as askAgain } from "../commands/ask-again";
import { command as freeze } from "../commands/freeze";
import { command as mode } from "../commands/mode";
import { command as resume } from "../commands/resume";
import { command as status } from "../commands/status";
import { command as unfreeze } from "../commands/unfreeze";

const { db } = await serveCommands();
process.env.SAURON_ACTOR = "Zoë";
const queue = createJobQueue({ databaseUrl: db.url }, () => {});
afterAll(() => queue.close());

const reason = "the database moves";
const project = await createTestProject(db, "web", { commits: 2 });
const readProject = () => db.prisma.project.findUniqueOrThrow({ where: { id: project.id } });
const usages = { "ask-again": askAgain, freeze, unfreeze, mode, resume, answer };

test.each(Object.entries(usages))("%s says what it takes", (name, command) => {
  expect(command.usage).toContain(`Usage: sauron ${name} `);
  expect(command.usage).toMatch(/--reason[\s\S]*--project[\s\S]*--json[\s\S]*SAURON_URL[\s\S]*Exit codes/);
});

test("there is nothing to ask again about while nobody has said no", async () => {
  expect(await call(askAgain, "--reason", reason)).toMatchObject({
    code: 1,
    err: expect.stringContaining("Nobody has said no to what would go next"),
  });
});

describe("freeze and unfreeze", () => {
  test("freeze for two hours unless told otherwise, and status shows it", async () => {
    const told = await call(freeze, "--reason", reason);
    expect(told).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^web is frozen until 20.* UTC; a rollout that runs/),
    });
    const [row] = await db.prisma.freeze.findMany();
    expect(row?.by).toBe("Zoë");
    expect(Number(row?.expiresAt) - Number(row?.createdAt)).toBeCloseTo(2 * 3_600_000, -3);
    expect((await call(status)).out).toMatch(/FROZEN until 20\S+ \d\d:\d\d UTC by Zoë: the database moves/);
    const longer = JSON.parse((await call(freeze, "--for", "1.5h", "--reason", reason, "--json")).out);
    const { since, expiresAt } = longer.automation.freeze;
    expect(Date.parse(expiresAt) - Date.parse(since)).toBeCloseTo(1.5 * 3_600_000, -3);
  });

  test("unfreeze ends it once", async () => {
    const told = await call(unfreeze, "--reason", "it has moved");
    expect(told).toMatchObject({ code: 0, out: expect.stringContaining("web is frozen no more. Next: ") });
    expect(await call(unfreeze, "--reason", "it has moved")).toMatchObject({
      code: 1,
      err: expect.stringContaining("No freeze is in force"),
    });
    expect((await call(status)).out).not.toContain("FROZEN");
  });

  test("a time that is none, too short or too long, and a missing reason are wrong usage", async () => {
    const before = await db.prisma.freeze.count();
    for (const time of ["2", "h", "30s", "8d", "-1h"]) {
      expect((await call(freeze, `--for=${time}`, "--reason", reason)).code).toBe(2);
    }
    expect(await call(freeze)).toMatchObject({ code: 2, err: expect.stringContaining("--reason") });
    expect(await call(freeze, "--reason", "no")).toMatchObject({ code: 1, err: expect.stringContaining("5 letters") });
    expect(await db.prisma.freeze.count()).toBe(before);
  });
});

describe("mode", () => {
  test("moves the automation in the name of whoever asks, once", async () => {
    const told = await call(mode, "unattended", "--reason", "we trust it");
    expect(told).toMatchObject({ code: 0, out: expect.stringContaining("web is in mode unattended. Next: ") });
    expect(await readProject()).toMatchObject({ mode: "unattended", modeBy: "Zoë" });
    expect((await call(status)).out).toContain("automation: unattended");
    expect((await call(mode, "unattended", "--reason", "we trust it")).code).toBe(1);
    const view = JSON.parse((await call(mode, "suggest", "--reason", "not that much", "--json")).out);
    expect(view.automation.mode).toBe("suggest");
  });

  test("a word that is no mode is wrong usage, and the modes are named", async () => {
    const told = await call(mode, "auto", "--reason", "we trust it");
    expect(told).toMatchObject({ code: 2, err: expect.stringContaining("suggest, confirm, supervised, unattended") });
    expect((await call(mode, "--reason", "we trust it")).code).toBe(2);
  });
});

describe("resume", () => {
  test("lets a halted automation go on, and marks commits bad by their first digits", async () => {
    const actor = { kind: "system", name: "sauron" } as const;
    await haltProject(db.prisma, { projectId: project.id, reason: "it broke", rollout: null, actor });
    const told = await call(resume, "--reason", "reverted it", "--mark-bad", testSha(2).slice(0, 12), "--json");
    expect(told.code).toBe(0);
    expect(JSON.parse(told.out).automation.halted).toBeNull();
    const bad = await db.prisma.commit.findMany({ where: { badReason: { not: null } } });
    expect(bad).toMatchObject([{ sha: testSha(2), badBy: "Zoë", badReason: "reverted it" }]);
    expect(await call(resume, "--reason", "again and again")).toMatchObject({
      code: 1,
      err: expect.stringContaining("not halted"),
    });
    expect((await call(resume)).code).toBe(2);
  });
});

describe("answer", () => {
  test("shows in status what is asked, and answers exactly that", async () => {
    await call(mode, "confirm", "--reason", "step by step");
    await beatWorker(db.prisma, { id: "w1", hostname: "here", pid: 1, gapSeconds: 15 });
    const report = { projectId: project.id, sha: testSha(1), context: "unit", attempt: 1, status: "passed" as const };
    const times = { startedAt: null, finishedAt: null };
    await insertTestRun(db.prisma, { ...report, url: null, source: "ci", ...times } as never);
    const logger = createLogger({ process: "test", level: "silent" });
    await decideRollout({ db, queue, logger, actor: { kind: "system", name: "sauron" } }, { projectId: project.id });
    expect((await call(status)).out).toMatch(/ASKED {2}Deploy this commit, up to 0001000\? {2}sauron answer 1 yes\|no/);

    expect(await call(answer, "#1", "yes")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Deploy this commit, up to 0001000\? Yes\. Rollout #1 is pending: Approved by Zoë/),
    });
    expect(await call(answer, "1", "no")).toMatchObject({ code: 2, err: expect.stringContaining("--reason") });
    const declined = JSON.parse((await call(answer, "1", "no", "--reason", "not today", "--json")).out);
    expect(declined).toMatchObject({
      state: "discarded",
      approval: { by: "Zoë", at: expect.any(String), reason: null },
      question: null,
      sentence: "Never started. Zoë said no: not today",
    });
    expect(await call(answer, "1", "yes")).toMatchObject({ code: 1, err: expect.stringContaining("nothing is asked") });
  });

  test("a number, then yes or no; anything else is wrong usage", async () => {
    for (const argv of [[], ["1"], ["1", "maybe"], ["one", "yes"], ["1", "yes", "no"]]) {
      expect((await call(answer, ...argv)).code).toBe(2);
    }
    expect(await call(answer, "7", "yes")).toMatchObject({ code: 1, err: expect.stringContaining("no rollout #7") });
  });
});

describe("freeze --abort", () => {
  test("aborts the rollout that is named too, and no other; one that has ended needs no abort", async () => {
    const cafe = await createTestProject(db, "cafe", { commits: 1 });
    const stages = [{ name: "fleet", hostIds: [] }];
    const { id, number } = await startTestRollout(db.prisma, cafe, { stages });
    const read = () => db.prisma.rollout.findUniqueOrThrow({ where: { id } });
    const { out } = await call(freeze, "--project", "cafe", "--reason", reason);
    expect(out).toContain("a rollout that runs goes on");
    expect((await read()).abortRequestedBy).toBeNull();

    const told = await call(freeze, "--project", "cafe", "--abort", `#${number}`, "--reason", reason);
    expect(told).toMatchObject({ code: 0, out: expect.stringContaining(`rollout #${number} is being stopped`) });
    expect((await read()).abortRequestedBy).toBe("Zoë");

    await db.prisma.rollout.update({ where: { id }, data: { state: "aborted", endedAt: new Date() } });
    const late = await call(freeze, "--project", "cafe", "--abort", `${number}`, "--reason", reason);
    expect(late).toMatchObject({ code: 0, out: expect.stringContaining(`rollout #${number} has ended`) });
    expect((await call(status, "--project", "cafe")).out).toContain("FROZEN until");
  });

  test("freezes nothing when the rollout to abort is none", async () => {
    const before = await db.prisma.freeze.count();
    expect((await call(freeze, "--project", "cafe", "--abort", "99", "--reason", reason)).code).toBe(1);
    expect((await call(freeze, "--project", "cafe", "--abort", "all", "--reason", reason)).code).toBe(2);
    expect(await db.prisma.freeze.count()).toBe(before);
  });
});

test("with several projects each of them has to be named; a Sauron that is not there: 3", async () => {
  await createTestProject(db, "shop");
  expect(await call(freeze, "--reason", reason)).toMatchObject({ code: 2, err: expect.stringContaining("shop, web") });
  expect((await call(freeze, "--reason", reason, "--project", "shop")).code).toBe(0);
  process.env.SAURON_URL = "http://127.0.0.1:9";
  expect((await call(unfreeze, "--reason", reason, "--project", "shop")).code).toBe(3);
});
