import { maskProjectFile } from "@/lib/contracts/mask-project-file";
import type { Policy } from "@/lib/contracts/project-file";
import type { ProjectFileChanges, ProjectSettings } from "@/lib/contracts/setup-views";
import { findProjectFile, listProjectFileVersions, type ProjectFileVersion } from "@/lib/db/project-files";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import { diffLines } from "@/lib/domain/diff-lines";
import { hideSecrets } from "@/lib/domain/repository/repository-url";
import { SauronError } from "@/lib/errors";
import { listFleetHosts, viewDoubtedInventory } from "./read-fleet";

/**
 * A project as its file makes it.
 * @param revision the version of the file to show; null = the one in force
 * @throws SauronError "not-found" when there is no such version
 */
export async function readProjectSettings(
  tx: Tx,
  project: ProjectRow,
  revision: number | null,
): Promise<ProjectSettings> {
  const { now } = await readStamp(tx);
  const { policy, policyRevision } = project;
  const wanted = revision ?? policyRevision;
  const file = await findProjectFile(tx, project.id, wanted);
  if (!file) throw new SauronError("not-found", `There is no version ${wanted} of the project file.`);
  const versions = await listProjectFileVersions(tx, project.id);
  return {
    project: project.slug,
    repositoryUrl: hideSecrets(project.repositoryUrl),
    trunk: project.trunk,
    file: { ...toVersionView(file), source: maskProjectFile(file.source), inForce: wanted === policyRevision },
    revisionInForce: policyRevision,
    changes: await readChanges(tx, project.id, file, versions),
    versions: versions.map(toVersionView),
    scripts: policy.deploy.steps.flatMap(({ name, script }) => (script === undefined ? [] : [{ name, text: script }])),
    hosts: await listFleetHosts(tx, project.id),
    login: { privateKey: policy.fleet.privateKey, jump: describeDoor(policy.fleet) },
    inventory: viewDoubtedInventory(project),
    requiredTests: project.requiredContexts,
    automation: policy.automation,
    serverTime: now.toISOString(),
  };
}

/** What the version changed against the newest one before it. What may not be shown is not compared either. */
async function readChanges(
  tx: Tx,
  projectId: number,
  file: ProjectFileVersion & { source: string },
  versions: ProjectFileVersion[],
): Promise<ProjectFileChanges | null> {
  const last = versions.find(({ revision }) => revision < file.revision);
  const before = last && (await findProjectFile(tx, projectId, last.revision));
  if (!before) return null;
  return {
    before: before.revision,
    parts: diffLines(maskProjectFile(before.source), maskProjectFile(file.source)),
  };
}

/** Without a user of its own it has that of the fleet; the project file has one of them. */
function describeDoor({ jump, user: usual }: Policy["fleet"]): ProjectSettings["login"]["jump"] {
  const user = jump?.user ?? usual;
  return jump && user ? { ...jump, user } : null;
}

function toVersionView({ revision, author, createdAt }: ProjectFileVersion) {
  return { revision, author, createdAt: createdAt.toISOString() };
}
