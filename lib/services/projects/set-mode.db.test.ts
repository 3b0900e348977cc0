import { afterAll, expect, test } from "vitest";
import { findProjectBySlug, type ProjectRow } from "@/lib/db/projects";
import { insertRolloutEvent } from "@/lib/db/rollouts";
import { createLogger } from "@/lib/logger";
import { readNowView } from "@/lib/queries/read-now-view";
import { createJobQueue } from "@/lib/queue/job-queue";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testProjectFile } from "@/lib/testing/project";
import type { ServiceContext } from "../context";
import { applyProjectFile } from "./apply-project-file";
import { setMode } from "./set-mode";

const db = await createTestDatabase();
const queue = createJobQueue({ databaseUrl: db.url }, () => {});
const logger = createLogger({ process: "test", level: "silent" });
const ctx: ServiceContext = { db, queue, logger, actor: { kind: "user", name: "ana" } };
afterAll(() => queue.close());
const reason = "we trust it";

async function read(slug: string): Promise<ProjectRow> {
  return (await findProjectBySlug(db.prisma, slug)) as ProjectRow;
}

test("a mode set by a person is in force with who, when and why", async () => {
  const project = await createTestProject(db, "set");
  expect(project).toMatchObject({ mode: "suggest", modeBy: null, modeSince: expect.any(Date) });
  await setMode(ctx, { projectId: project.id, mode: "confirm", reason });
  const { automation } = await readNowView(db.prisma, await read("set"));
  expect(automation).toMatchObject({ mode: "confirm", modeBy: "ana", modeSince: expect.any(String) });
  const events = await db.prisma.projectEvent.findMany({ where: { projectId: project.id, event: "mode-changed" } });
  expect(events).toMatchObject([{ actorName: "ana", reason: "suggest → confirm: we trust it" }]);
  await expect(setMode(ctx, { projectId: project.id, mode: "confirm", reason })).rejects.toThrow(
    /in mode confirm already/,
  );
});

test("it survives project files that say what the last one said, and gives way to one that says something else", async () => {
  const project = await createTestProject(db, "file", { policy: { automation: "suggest" } });
  await setMode(ctx, { projectId: project.id, mode: "unattended", reason });
  const apply = (hosts: number, automation: "suggest" | "confirm") =>
    applyProjectFile(ctx, { ...testProjectFile("file", hosts, { automation }), source: `${hosts} ${automation}` });
  await apply(3, "suggest");
  expect(await read("file")).toMatchObject({ mode: "unattended", modeBy: "ana", policyRevision: 2 });
  await apply(3, "confirm");
  expect(await read("file")).toMatchObject({ mode: "confirm", modeBy: null, policyRevision: 3 });
  const events = await db.prisma.projectEvent.findMany({
    where: { projectId: project.id, event: "mode-changed" },
    orderBy: { id: "asc" },
  });
  expect(events.map((event) => event.reason)).toEqual([
    "suggest → unattended: we trust it",
    "unattended → confirm: the project file says so.",
  ]);
});

test("counts how often people overruled the automation since the mode is in force", async () => {
  const project = await createTestProject(db, "overruled", { commits: 1 });
  const roll = async (state: string, event: string | null, startedBy = "automation") => {
    const actor = { kind: startedBy, name: startedBy } as const;
    const rollout = await startTestRollout(db.prisma, project, { stages: [], startedBy: actor as never });
    await db.prisma.rollout.update({ where: { id: rollout.id }, data: { state } });
    const told = { rolloutId: rollout.id, actor: ctx.actor, reason: null };
    if (event) await insertRolloutEvent(db.prisma, { ...told, event });
  };
  await roll("succeeded", "overridden");
  await setMode(ctx, { projectId: project.id, mode: "confirm", reason });
  await roll("succeeded", null);
  await roll("succeeded", "confirmed");
  await roll("discarded", "declined");
  await roll("aborted", "abortAccepted");
  await roll("failed", "stageRejected");
  await roll("succeeded", "overridden");
  await roll("discarded", null);
  await roll("succeeded", null, "user");
  const { automation } = await readNowView(db.prisma, await read("overruled"));
  expect(automation.overruled).toEqual({ rollouts: 6, overruled: 4 });
});
