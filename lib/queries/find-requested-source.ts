import { findProject, type ProjectRow } from "@/lib/db/projects";
import { findSourceByKey, findSourceByName, type SourceRow } from "@/lib/db/sources";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";

/**
 * The source with the key a request names, and its project.
 * @throws SauronError not-found
 */
export async function findRequestedSource(tx: Tx, key: string): Promise<{ source: SourceRow; project: ProjectRow }> {
  const source = await findSourceByKey(tx, key);
  const project = source && (await findProject(tx, source.projectId));
  if (!source || !project) throw new SauronError("not-found", `There is no source with the key "${key}".`);
  return { source, project };
}

/**
 * The source of a project by its name.
 * @throws SauronError not-found
 */
export async function findNamedSource(tx: Tx, project: ProjectRow, name: string): Promise<SourceRow> {
  const source = await findSourceByName(tx, project.id, name);
  if (source) return source;
  throw new SauronError(
    "not-found",
    `Project "${project.slug}" has no source "${name}"; \`sauron source list\` tells which there are.`,
  );
}
