import { expect, test } from "vitest";
import { recordHostRevisions } from "@/lib/db/host-revisions";
import { inTransaction } from "@/lib/db/transaction";
import { callCommand as call } from "@/lib/testing/call-command";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { serveCommands } from "@/lib/testing/serve-commands";
import { command as at } from "../commands/at";
import { command as suspects } from "../commands/suspects";

const { db } = await serveCommands();
const project = await createTestProject(db, "web", { hosts: 2, commits: 2 });
const [first] = await db.prisma.host.findMany({ where: { projectId: project.id }, orderBy: { place: "asc" } });
const rollout = await startTestRollout(db.prisma, project, {
  stages: [{ name: "fleet", hostIds: [first?.id as number] }],
});
const news = { hostId: first?.id as number, rolloutId: rollout.id, revision: testSha(1) };
await inTransaction(db.prisma, (tx) => recordHostRevisions(tx, [news]));
const { since } = await db.prisma.hostRevision.findFirstOrThrow({ where: { revision: testSha(1) } });
const moment = since.toISOString();

test("at says what each host ran, and how little is known of the others", async () => {
  const told = await call(at, moment);
  expect(told).toMatchObject({ code: 0, err: "" });
  expect(told.out).toContain("1 host ran 0001000 (#1). Of 1 host nobody could tell.");
  expect(JSON.parse((await call(at, moment, "--json")).out).fleet).toHaveLength(2);
  expect(await call(at)).toMatchObject({ code: 2, err: expect.stringContaining("Name a time") });
  expect(await call(at, "noon")).toMatchObject({ code: 1, err: expect.stringContaining("write a time such as") });
});

test("suspects names the commit with its reasons, and asks for what it needs", async () => {
  const told = await call(suspects, "--since", moment, "--hosts", "web-1");
  expect(told).toMatchObject({ code: 0, err: "" });
  expect(told.out).toContain("100  0001000 Change 1 (Bo, #1)");
  expect(told.out).toContain("1 of 1 affected host ran it.");
  expect(await call(suspects)).toMatchObject({ code: 2, err: expect.stringContaining("--since") });
  expect(await call(suspects, "--since", moment, "--hosts", "gone")).toMatchObject({
    code: 1,
    err: expect.stringContaining("never had a host gone"),
  });
});

test("suspects says of a commit that a host was found with that no rollout brought it", async () => {
  await inTransaction(db.prisma, (tx) => recordHostRevisions(tx, [{ ...news, revision: testSha(2) }]));
  const found = await db.prisma.hostRevision.findFirstOrThrow({ where: { revision: testSha(2) } });
  const told = await call(suspects, "--since", found.since.toISOString(), "--hosts", "web-1");
  expect(told.out).toContain("100  0002000 Change 2 (Bo, no rollout)");
});
