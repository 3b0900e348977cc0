import { expect, test } from "vitest";
import { sealSource } from "@/lib/db/sealed-policy";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { readProjectSettings } from "./read-project-settings";

const db = await createTestDatabase();

test("a host counts as heard when it answered, not when it could not be reached or nobody knows", async () => {
  const project = await createTestProject(db, "web", { hosts: 4 });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id }, orderBy: { place: "asc" } });
  const rollout = await startTestRollout(db.prisma, project, {
    stages: [{ name: "fleet", hostIds: hosts.map((host) => host.id) }],
  });
  const at = new Date("2026-03-01T10:00:00Z");
  const ends = [
    { state: "succeeded", exitCode: 0 },
    { state: "failed", exitCode: 1 },
    { state: "failed", exitCode: null },
    { state: "unknown", exitCode: null },
  ];
  for (const [index, end] of ends.entries()) {
    const where = { rolloutId: rollout.id, hostId: hosts[index]?.id ?? 0 };
    await db.prisma.hostDeploy.updateMany({ where, data: { ...end, endedAt: at } });
  }
  const settings = await readProjectSettings(db.prisma, project, null);
  const heard = at.toISOString();
  expect(settings.hosts.map((host) => host.lastHeardAt)).toEqual([heard, heard, null, null]);
});

test("an older version of the file is shown as no longer in force", async () => {
  const project = await createTestProject(db, "old");
  await db.prisma.projectFileRevision.create({
    data: { projectId: project.id, revision: 2, source: "project: old # 2\n", author: "bo" },
  });
  const now = await db.prisma.project.update({ where: { id: project.id }, data: { policyRevision: 2 } });
  const settings = await readProjectSettings(db.prisma, { ...project, policyRevision: now.policyRevision }, 1);
  expect(settings.file).toMatchObject({ revision: 1, author: "ana", inForce: false });
  expect(settings.versions.map(({ revision, author }) => [revision, author])).toEqual([
    [2, "bo"],
    [1, "ana"],
  ]);
});

test("a version tells its changes against the one before it, and none of its secrets", async () => {
  const project = await createTestProject(db, "changed");
  const add = (revision: number, limit: string, secret: string) =>
    db.prisma.projectFileRevision.create({
      data: {
        projectId: project.id,
        revision,
        source: sealSource(`project: changed\ndeploy: { env: { A: ${secret} } }\nhostFailureBudget: ${limit}\n`),
        author: "bo",
      },
    });
  await add(2, "1%", "CANARY-1");
  await add(3, "2%", "CANARY-2");
  await add(4, "2%", "CANARY-3");
  const changesOf = async (revision: number) =>
    (await readProjectSettings(db.prisma, { ...project, policyRevision: 4 }, revision)).changes;
  expect(await changesOf(1)).toBeNull();
  expect(await changesOf(3)).toEqual({
    before: 2,
    parts: [
      {
        line: 1,
        lines: [
          { kind: "same", text: "project: changed" },
          { kind: "same", text: 'deploy: { env: { A: "***" } }' },
          { kind: "removed", text: "hostFailureBudget: 1%" },
          { kind: "added", text: "hostFailureBudget: 2%" },
        ],
      },
    ],
  });
  expect(await changesOf(4)).toEqual({ before: 3, parts: [] });
});

test("how workers log in is told, with the user that a jump host has from the fleet", async () => {
  const direct = await createTestProject(db, "direct");
  expect((await readProjectSettings(db.prisma, direct, null)).login).toEqual({ privateKey: "/keys/id", jump: null });
  const jump = { address: "door.example.org", port: 22, hostKeys: [] };
  const policy = { ...direct.policy, fleet: { ...direct.policy.fleet, user: "deploy", jump } };
  const { login } = await readProjectSettings(db.prisma, { ...direct, policy }, null);
  expect(login.jump).toEqual({ ...jump, user: "deploy" });
});
