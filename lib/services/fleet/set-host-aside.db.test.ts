import { expect, test } from "vitest";
import { listHostRecords } from "@/lib/db/host-records";
import { countFleetRevisions } from "@/lib/db/read-projects";
import { readHostTroubles } from "@/lib/queries/read-fleet";
import { resolveStages } from "@/lib/queries/resolve-stages";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { setHostAside } from "./set-host-aside";
import { takeHostBack } from "./take-host-back";

const db = await createTestDatabase();
const ctx = { ...createWorkerContext(db), actor: { kind: "user" as const, name: "ana" } };
const reason = "its disk is broken";

test("a host that is set aside takes no part and is never counted as healthy, until it is taken back", async () => {
  const project = await createTestProject(db, "aside", { hosts: 3 });
  await db.prisma.host.updateMany({ where: { projectId: project.id }, data: { currentRevision: "abc" } });
  const names = async () =>
    (await resolveStages(db.prisma, project)).map(({ hosts }) => hosts.map((host) => host.name));
  const input = { projectId: project.id, host: "web-2", reason };
  await setHostAside(ctx, input);
  expect(await names()).toEqual([["web-1"], ["web-3"]]);
  expect(await countFleetRevisions(db.prisma, project.id)).toEqual([
    { revision: "abc", hosts: 2, setAside: false },
    { revision: null, hosts: 1, setAside: true },
  ]);
  const { setAside } = await readHostTroubles(db.prisma, project.id);
  expect(setAside).toEqual([{ host: "web-2", reason, by: "ana", at: expect.any(String) }]);
  await expect(setHostAside(ctx, input)).rejects.toThrow(/already/);

  await takeHostBack(ctx, input);
  expect(await names()).toEqual([["web-1"], ["web-2", "web-3"]]);
  await expect(takeHostBack(ctx, input)).rejects.toThrow(/not set aside/);
  const events = await db.prisma.projectEvent.findMany({ where: { projectId: project.id, actorName: "ana" } });
  expect(events.map((event) => [event.event, event.reason])).toEqual(
    expect.arrayContaining([
      ["host-set-aside", `web-2: ${reason}`],
      ["host-taken-back", `web-2: ${reason}`],
    ]),
  );
});

test("the last host of a stage is not set aside, and neither is one that is not there", async () => {
  const project = await createTestProject(db, "last", { hosts: 2 });
  await setHostAside(ctx, { projectId: project.id, host: "web-9", reason }).catch((error) => {
    expect(String(error)).toContain('has no host "web-9"');
  });
  await expect(setHostAside(ctx, { projectId: project.id, host: "web-2", reason })).rejects.toThrow(
    /Stage fleet would have no host left/,
  );
  expect((await readHostTroubles(db.prisma, project.id)).setAside).toEqual([]);
});

test("a host's record counts its newest rollouts, and no failure that an abort made", async () => {
  const project = await createTestProject(db, "record", { hosts: 2, commits: 1 });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id }, orderBy: { place: "asc" } });
  const ends = ["succeeded", "failed", "skipped", "unknown", "aborted"] as const;
  for (const end of ends) {
    const rollout = await startTestRollout(db.prisma, project, {
      stages: [{ name: "fleet", hostIds: hosts.map((host) => host.id) }],
    });
    const isAborted = end === "aborted";
    await db.prisma.rollout.update({
      where: { id: rollout.id },
      data: { state: "failed", abortRequestedAt: isAborted ? new Date() : null },
    });
    await db.prisma.hostDeploy.updateMany({
      where: { rolloutId: rollout.id, hostId: hosts[0]?.id as number },
      data: { state: isAborted ? "failed" : end, startedAt: new Date() },
    });
  }
  expect(await listHostRecords(db.prisma, project.id, 20)).toEqual([{ hostId: hosts[0]?.id, failed: 3, of: 4 }]);
  expect(await listHostRecords(db.prisma, project.id, 2)).toEqual([{ hostId: hosts[0]?.id, failed: 2, of: 2 }]);
  expect((await readHostTroubles(db.prisma, project.id)).failingHosts).toEqual([{ host: "web-1", failed: 3, of: 4 }]);
});
