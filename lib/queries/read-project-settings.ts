import type { ProjectSettings } from "@/lib/contracts/setup-views";
import { listEnabledHosts, listHostWords } from "@/lib/db/hosts";
import { findProjectFile, listProjectFileVersions, type ProjectFileVersion } from "@/lib/db/project-files";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import { hideSecrets } from "@/lib/domain/repository/repository-url";
import { SauronError } from "@/lib/errors";

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
    file: { ...toVersionView(file), source: hideSecrets(file.source), inForce: wanted === policyRevision },
    versions: versions.map(toVersionView),
    scripts: policy.deploy.steps.flatMap(({ name, script }) => (script === undefined ? [] : [{ name, text: script }])),
    hosts: await listHostSettings(tx, project.id),
    requiredTests: project.requiredContexts,
    automation: policy.automation,
    serverTime: now.toISOString(),
  };
}

function toVersionView({ revision, author, createdAt }: ProjectFileVersion) {
  return { revision, author, createdAt: createdAt.toISOString() };
}

async function listHostSettings(tx: Tx, projectId: number): Promise<ProjectSettings["hosts"]> {
  const words = new Map((await listHostWords(tx, projectId)).map((word) => [word.hostId, word]));
  const hosts = await listEnabledHosts(tx, projectId);
  return hosts.map(({ id, ...host }) => ({
    ...host,
    currentSince: words.get(id)?.currentSince?.toISOString() ?? null,
    lastHeardAt: words.get(id)?.lastHeardAt?.toISOString() ?? null,
  }));
}
