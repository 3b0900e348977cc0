import { createHash } from "node:crypto";
import { maskProjectFile } from "@/lib/contracts/mask-project-file";
import type { ProjectFileHost } from "@/lib/contracts/parse-project-file";
import type { Policy } from "@/lib/contracts/project-file";
import { listHosts } from "@/lib/db/hosts";
import { hurryInventory } from "@/lib/db/inventory";
import {
  compareProjectFile,
  findProjectFile,
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
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";

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
export async function applyProjectFile(ctx: ActContext, input: ProjectFileInput): Promise<AppliedProjectFile> {
  return inTransaction(ctx.db.prisma, (tx) => putProjectFileInForce(tx, ctx, { act: "applyProjectFile", ...input }));
}

/** An older version that a person brings back, and why. */
type BroughtBack = { revision: number; reason: string };

type Putting = ProjectFileInput & {
  act: "createProject" | "applyProjectFile" | "restoreProjectFile";
  again?: BroughtBack;
};

/** The same, inside a transaction that has more to do. */
export async function putProjectFileInForce(
  tx: Tx,
  ctx: Pick<ActContext, "actor" | "request">,
  { act, again, ...input }: Putting,
): Promise<AppliedProjectFile> {
  const { actor } = ctx;
  const project = input.policy.project;
  await lockProjectFile(tx, project);
  const stored = await compareProjectFile(tx, input);
  const replaced = stored?.isSame ? await putHosts(tx, stored.projectId, input) : null;
  if (stored && replaced && !hasChanges(replaced)) {
    return { outcome: "unchanged", project, revision: stored.revision, hosts: replaced };
  }
  const { projectId, revision } = await storePolicy(tx, input.policy);
  await insertProjectFileRevision(tx, { projectId, revision, source: input.source, author: actor.name });
  const hosts = replaced ?? (await putHosts(tx, projectId, input));
  await tellOfRevision(tx, { projectId, revision, actor, hosts, again });
  if (stored) await tellOfMode(tx, { stored, to: input.policy.automation, actor });
  const details = {
    before: stored && (await describeVersion(tx, stored)),
    after: { revision, sha256: hashShown(input.source) },
    ...(again ? { again: again.revision } : {}),
    hosts,
  };
  await recordAct(tx, ctx, { act, projectId, target: "project file", reason: again?.reason ?? null, details });
  return { outcome: stored ? "updated" : "created", project, revision, hosts };
}

async function describeVersion(tx: Tx, { projectId, revision }: StoredProjectFile): Promise<object> {
  const version = await findProjectFile(tx, projectId, revision);
  return { revision, sha256: version && hashShown(version.source) };
}

/** Of the text as everybody may see it: that of a short secret could be found by trying. */
function hashShown(source: string): string {
  return createHash("sha256").update(maskProjectFile(source)).digest("hex");
}

/** Hosts that an inventory lists are no matter of the file: it is read again at once. */
async function putHosts(tx: Tx, projectId: number, input: ProjectFileInput): Promise<AppliedProjectFile["hosts"]> {
  if (input.policy.fleet.inventory === undefined) {
    return { ...(await replaceHosts(tx, projectId, input.hosts)), total: input.hosts.length };
  }
  await hurryInventory(tx, projectId);
  return { added: 0, changed: 0, disabled: 0, total: (await listHosts(tx, projectId)).length };
}

function hasChanges(changes: HostChanges): boolean {
  return changes.added + changes.changed + changes.disabled > 0;
}

async function tellOfRevision(
  tx: Tx,
  told: {
    projectId: number;
    revision: number;
    actor: Actor;
    hosts: HostChanges & { total: number };
    again: BroughtBack | undefined;
  },
): Promise<void> {
  const { added, changed, disabled, total } = told.hosts;
  const applied = `Revision ${told.revision}: ${total} hosts (${added} added, ${changed} changed, ${disabled} disabled).`;
  const reason = told.again ? `${applied} Version ${told.again.revision} again: ${told.again.reason}` : applied;
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
