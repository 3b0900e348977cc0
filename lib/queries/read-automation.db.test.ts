import { expect, test } from "vitest";
import { nowViewSchema, projectSummarySchema } from "@/lib/contracts/views";
import { insertFreeze } from "@/lib/db/freezes";
import { clearHalt, findProjectBySlug, haltProject, restateHalt } from "@/lib/db/projects";
import { weekDays } from "@/lib/domain/hours/allowed-hours";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { listProjects } from "./list-projects";
import { readNowView } from "./read-now-view";

const db = await createTestDatabase();
const actor = { kind: "user", name: "ana" } as const;

test("tells the mode in force, the hours, and a freeze until it expires", async () => {
  const weekly = [{ days: [...weekDays], from: "00:00", to: "24:00" }];
  const project = await createTestProject(db, "web", { policy: { allowedHours: { timeZone: "UTC", weekly } } });
  const read = async () => nowViewSchema.parse(await readNowView(db.prisma, project)).automation;
  const readRow = async () =>
    projectSummarySchema.parse((await listProjects(db.prisma)).projects.find((each) => each.slug === "web"));
  expect(await read()).toMatchObject({
    mode: "suggest",
    modeBy: null,
    freeze: null,
    hours: { open: true, text: "Any hour is an allowed one", changesAt: null },
    overruled: { rollouts: 0, overruled: 0 },
  });
  expect((await readRow()).frozen).toBe(false);

  await insertFreeze(db.prisma, { projectId: project.id, reason: "the database moves", seconds: 3600, actor });
  expect((await read()).freeze).toMatchObject({ reason: "the database moves", by: "ana" });
  expect((await readRow()).frozen).toBe(true);

  await db.prisma.freeze.updateMany({ data: { expiresAt: new Date(0) } });
  expect((await read()).freeze).toBeNull();
  expect((await readRow()).frozen).toBe(false);
});

test("without hours in the project file none are told", async () => {
  const project = await createTestProject(db, "free");
  expect((await readNowView(db.prisma, project)).automation.hours).toBeNull();
});

test("tells who halted the automation, and of a halt by itself that nobody did", async () => {
  const project = await createTestProject(db, "halted");
  const projectId = project.id;
  const readHalter = async () => {
    const row = await findProjectBySlug(db.prisma, "halted");
    return (await readNowView(db.prisma, row ?? project)).automation.halted?.by;
  };
  expect(await readHalter()).toBeUndefined();
  await haltProject(db.prisma, { projectId, reason: "the talk begins", rollout: null, actor });
  expect(await readHalter()).toBe("ana");
  await clearHalt(db.prisma, { projectId, reason: "it is over", actor: { kind: "user", name: "bo" } });
  const itself = { kind: "system", name: "sauron" } as const;
  await haltProject(db.prisma, { projectId, reason: "Rollout #1 failed.", rollout: 1, actor: itself });
  expect(await readHalter()).toBeNull();
  await startAbortedRollout(projectId, "cy");
  expect(await readHalter()).toBe("cy");
  await restateHalt(db.prisma, { projectId, reason: "Rollback #2.", rollout: 1, actor: { kind: "api", name: "ci" } });
  expect(await readHalter()).toBe("ci");
});

/** The first rollout of the project, which somebody has aborted. */
async function startAbortedRollout(projectId: number, by: string): Promise<void> {
  const { policy } = await db.prisma.project.findUniqueOrThrow({ where: { id: projectId } });
  const project = { id: projectId, policy: policy as never };
  const range = { fromRevision: null, toRevision: testSha(1), commitCount: 1 };
  const { id } = await startTestRollout(db.prisma, project, { ...range, stages: [{ name: "fleet", hostIds: [] }] });
  await db.prisma.rollout.update({ where: { id }, data: { state: "aborted", abortRequestedBy: by } });
}
