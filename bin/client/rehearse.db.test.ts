import { expect, test } from "vitest";
import { callCommand as call } from "@/lib/testing/call-command";
import { addJudgedCanary } from "@/lib/testing/judged-canary";
import { createTestProject } from "@/lib/testing/project";
import { serveCommands } from "@/lib/testing/serve-commands";
import { command as rehearse } from "../commands/rehearse";

const { db } = await serveCommands();
const project = await createTestProject(db, "web", { hosts: 1, commits: 3 });
const good = { verdict: "pass", state: "succeeded" } as const;
await addJudgedCanary(db.prisma, project, { ...good, codes: { 200: 9980, 500: 20 } });
await addJudgedCanary(db.prisma, project, { ...good, codes: { 200: 10_000 } });

test("names the canaries whose verdict other limits change, and why; the limits in force change none", async () => {
  expect(await call(rehearse)).toEqual({ code: 0, out: "Of the last 2 canaries, 0 change.\n", err: "" });
  const { code, out } = await call(rehearse, "--rule", "5xx < 0.05", "--min-requests", "1000");
  expect(code).toBe(0);
  expect(out).toMatch(/^Of the last 2 canaries, 1 changes\.\n#1 canary: pass -> fail {2}\S.*0\.2 %.*\n$/);
  const last = await call(rehearse, "--last", "1", "--rule", "5xx<0.05", "--json");
  expect(JSON.parse(last.out)).toMatchObject({ changed: 0, canaries: [{ rollout: 2, before: "pass", now: "pass" }] });
});

test("a canary that was aborted before it had a verdict passes by no limits, and can only fail by them", async () => {
  const left = { verdict: "inconclusive", state: "aborted", codes: { 200: 9000, 500: 1000 } } as const;
  const { stageId } = await addJudgedCanary(db.prisma, project, left);
  await db.prisma.stage.update({ where: { id: stageId }, data: { bakeUntil: new Date(Date.now() + 60_000) } });
  const rehearseLast = async (rule: string) =>
    JSON.parse((await call(rehearse, "--last", "1", "--rule", rule, "--json")).out);
  expect(await rehearseLast("5xx < 20")).toMatchObject({ changed: 0, canaries: [{ now: "inconclusive" }] });
  expect(await rehearseLast("5xx < 1")).toMatchObject({ changed: 1, canaries: [{ now: "fail" }] });
});

test("says what it does not understand", async () => {
  expect(await call(rehearse, "--rule", "many errors")).toMatchObject({
    code: 1,
    err: expect.stringContaining('"many errors" is no rule; write one such as "5xx < 0.5".'),
  });
  expect(await call(rehearse, "--alpha", "few")).toMatchObject({ code: 1, err: expect.stringContaining("no number") });
  expect(await call(rehearse, "--alpha", "2")).toMatchObject({ code: 1 });
});
