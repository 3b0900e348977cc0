import type { Policy } from "@/lib/contracts/project-file";
import type { AutomationMode } from "@/lib/domain/automation/modes";
import type { Project, Source } from "./generated/client";
import { notifyChange } from "./notify";
import type { Actor } from "./rollouts";
import { openPolicy } from "./sealed-policy";
import { openSecret } from "./sealed-secrets";
import type { Tx } from "./transaction";

export type ProjectRow = Omit<Project, "policy" | "mode"> & {
  policy: Policy;
  mode: AutomationMode;
  /** Contexts that must have passed: those the project file names, and those its sources are set up with. */
  requiredContexts: string[];
};

/** What a project row is read with. */
export const withSources = { sources: { select: { requiredContexts: true }, orderBy: { id: "asc" } } } as const;

export async function findProject(tx: Tx, id: number): Promise<ProjectRow | null> {
  const row = await tx.project.findUnique({ where: { id }, include: withSources });
  return row && toProjectRow(row);
}

export async function findProjectBySlug(tx: Tx, slug: string): Promise<ProjectRow | null> {
  const row = await tx.project.findUnique({ where: { slug }, include: withSources });
  return row && toProjectRow(row);
}

export async function listProjectIds(tx: Tx): Promise<number[]> {
  const rows = await tx.project.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  return rows.map((row) => row.id);
}

/** Takes the turn to read the repository when the last try is `pollSeconds` old; false when it is not, or another was first. */
export async function claimFetch(tx: Tx, projectId: number, pollSeconds: number): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "Project" SET "fetchTriedAt" = clock_timestamp()
    WHERE id = ${projectId}
      AND COALESCE("fetchTriedAt", '-infinity') <= clock_timestamp() - make_interval(secs => ${pollSeconds}::float8)`;
  return written > 0;
}

export async function recordFetch(
  tx: Tx,
  projectId: number,
  result: { ok: true; head: string } | { ok: false; reason: string },
): Promise<void> {
  if (result.ok) {
    await tx.$executeRaw`
      UPDATE "Project" SET "trunkHead" = ${result.head}, "fetchedAt" = clock_timestamp(),
        "fetchTriedAt" = clock_timestamp(), "fetchError" = NULL WHERE id = ${projectId}`;
  } else {
    await tx.$executeRaw`
      UPDATE "Project" SET "fetchError" = ${result.reason}, "fetchTriedAt" = clock_timestamp() WHERE id = ${projectId}`;
  }
  await notifyChange(tx, { project: projectId });
}

/** Commits up to this position landed before Sauron knew the project. */
export async function setBaseline(tx: Tx, projectId: number, position: number): Promise<void> {
  await tx.project.update({ where: { id: projectId }, data: { baseline: position } });
}

/** Stops the automation until a person resumes it. The first cause is kept; returns false when it was halted already. */
export async function haltProject(
  tx: Tx,
  halt: { projectId: number; reason: string; rollout: number | null; actor: Actor },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "Project" SET "haltedAt" = clock_timestamp(), "haltReason" = ${halt.reason}, "haltRollout" = ${halt.rollout}
    WHERE id = ${halt.projectId} AND "haltedAt" IS NULL -- the first cause is the one to look at`;
  if (written === 0) return false;
  await insertProjectEvent(tx, { ...halt, event: "halted" });
  return true;
}

/** Stops the automation, or gives another cause for its being stopped: what happened since is the one to look at. */
export async function restateHalt(
  tx: Tx,
  halt: { projectId: number; reason: string; rollout: number; actor: Actor },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Project" SET "haltedAt" = COALESCE("haltedAt", clock_timestamp()), "haltReason" = ${halt.reason},
      "haltRollout" = ${halt.rollout}
    WHERE id = ${halt.projectId}`;
  await insertProjectEvent(tx, { ...halt, event: "halted" });
}

/** Who gave the cause for which the automation is halted; null = it did so by itself. */
export async function findHalter(tx: Tx, projectId: number): Promise<string | null> {
  const told = await tx.projectEvent.findFirst({ where: { projectId, event: "halted" }, orderBy: { id: "desc" } });
  return told && ["user", "api"].includes(told.actorKind) ? told.actorName : null;
}

export async function clearHalt(tx: Tx, resume: { projectId: number; reason: string; actor: Actor }): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "Project" SET "haltedAt" = NULL, "haltReason" = NULL, "haltRollout" = NULL
    WHERE id = ${resume.projectId} AND "haltedAt" IS NOT NULL -- somebody else resumed it`;
  if (written === 0) return false;
  await insertProjectEvent(tx, { ...resume, event: "resumed" });
  return true;
}

/** Moves the automation to another step of the trust ladder; false when it is there already. */
export async function setMode(
  tx: Tx,
  change: { projectId: number; from: AutomationMode; to: AutomationMode; reason: string; actor: Actor },
): Promise<boolean> {
  const { projectId, from, to, actor } = change;
  const written = await tx.$executeRaw`
    UPDATE "Project" SET mode = ${to}, "modeSince" = clock_timestamp(), "modeBy" = ${actor.name}
    WHERE id = ${projectId} AND mode = ${from} -- somebody else moved it meanwhile`;
  if (written === 0) return false;
  await insertProjectEvent(tx, {
    projectId,
    event: "mode-changed",
    actor,
    reason: `${from} → ${to}: ${change.reason}`,
  });
  return true;
}

/** Notes that somebody has the project's page open. */
export async function noteWatched(tx: Tx, projectId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Project" SET "watchedAt" = clock_timestamp()
    WHERE id = ${projectId}
      AND COALESCE("watchedAt", '-infinity') < clock_timestamp() - interval '10 seconds' -- others note it too`;
}

export async function insertProjectEvent(
  tx: Tx,
  event: { projectId: number; event: string; actor: Actor; reason: string | null },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "ProjectEvent" ("projectId", event, "actorKind", "actorName", reason, at)
    VALUES (${event.projectId}, ${event.event}, ${event.actor.kind}, ${event.actor.name}, ${event.reason}, clock_timestamp())`;
  await notifyChange(tx, { project: event.projectId });
}

/** Only one decision of a project is made at a time; waits for its turn. */
export async function lockDecision(tx: Tx, projectId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(3, ${projectId}::int)`;
}

export function toProjectRow({
  sources,
  ...row
}: Project & { sources: Pick<Source, "requiredContexts">[] }): ProjectRow {
  const policy = openPolicy(row.policy);
  const required = [...policy.tests.required, ...sources.flatMap((source) => source.requiredContexts as string[])];
  const repositoryUrl = openSecret(row.repositoryUrl);
  return { ...row, repositoryUrl, policy, mode: row.mode as AutomationMode, requiredContexts: [...new Set(required)] };
}
