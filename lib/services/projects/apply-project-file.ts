import type { ProjectFileHost } from "@/lib/contracts/parse-project-file";
import type { Policy } from "@/lib/contracts/project-file";
import type { Database } from "@/lib/db/client";
import {
  compareProjectFile,
  type HostChanges,
  insertProjectFileRevision,
  lockProjectFile,
  replaceHosts,
  type StoredProjectFile,
  storePolicy,
} from "@/lib/db/project-files";
import { insertProjectEvent } from "@/lib/db/projects";
import type { Actor } from "@/lib/db/rollouts";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import type { AutomationMode } from "@/lib/domain/automation/modes";

export type ProjectFileInput = {
  /** The text as it was written. */
  source: string;
  policy: Policy;
  hosts: ProjectFileHost[];
};

export type AppliedProjectFile = {
  outcome: "created" | "updated" | "unchanged";
  project: string;
  revision: number;
  hosts: HostChanges & { total: number };
};

/**
 * Puts a parsed project file in force as a new revision: project, hosts and the event that tells of it in one
 * transaction. A file that changes nothing writes nothing. Workers find a new project by themselves within seconds.
 */
export async function applyProjectFile(
  ctx: { db: Pick<Database, "prisma">; actor: Actor },
  input: ProjectFileInput,
): Promise<AppliedProjectFile> {
  return inTransaction(ctx.db.prisma, (tx) => putProjectFileInForce(tx, ctx.actor, input));
}

/** The same, inside a transaction that has more to do. */
export async function putProjectFileInForce(
  tx: Tx,
  actor: Actor,
  input: ProjectFileInput,
): Promise<AppliedProjectFile> {
  const project = input.policy.project;
  await lockProjectFile(tx, project);
  const stored = await compareProjectFile(tx, input);
  const total = input.hosts.length;
  const replaced = stored?.isSame ? await replaceHosts(tx, stored.projectId, input.hosts) : null;
  if (stored && replaced && !hasChanges(replaced)) {
    return { outcome: "unchanged", project, revision: stored.revision, hosts: { ...replaced, total } };
  }
  const { projectId, revision } = await storePolicy(tx, input.policy);
  await insertProjectFileRevision(tx, { projectId, revision, source: input.source, author: actor.name });
  const hosts = { ...(replaced ?? (await replaceHosts(tx, projectId, input.hosts))), total };
  await tellOfRevision(tx, { projectId, revision, actor, hosts });
  if (stored) await tellOfMode(tx, { stored, to: input.policy.automation, actor });
  return { outcome: stored ? "updated" : "created", project, revision, hosts };
}

function hasChanges(changes: HostChanges): boolean {
  return changes.added + changes.changed + changes.disabled > 0;
}

async function tellOfRevision(
  tx: Tx,
  told: { projectId: number; revision: number; actor: Actor; hosts: HostChanges & { total: number } },
): Promise<void> {
  const { added, changed, disabled, total } = told.hosts;
  const reason = `Revision ${told.revision}: ${total} hosts (${added} added, ${changed} changed, ${disabled} disabled).`;
  await insertProjectEvent(tx, {
    projectId: told.projectId,
    event: "project-file-applied",
    actor: told.actor,
    reason,
  });
}

/** A file that says another mode than the one before it moves the automation there; any other leaves it where it is. */
async function tellOfMode(
  tx: Tx,
  told: { stored: StoredProjectFile; to: AutomationMode; actor: Actor },
): Promise<void> {
  const { projectId, mode, fileMode } = told.stored;
  if (fileMode === told.to || mode === told.to) return;
  const reason = `${mode} → ${told.to}: the project file says so.`;
  await insertProjectEvent(tx, { projectId, event: "mode-changed", actor: told.actor, reason });
}
