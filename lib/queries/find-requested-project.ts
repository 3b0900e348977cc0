import { findProjectBySlug, type ProjectRow } from "@/lib/db/projects";
import { listProjects } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";

/**
 * The project a request means: the one it names, or the only one there is.
 * @throws SauronError not-found, or bad-request when there are several and none was named
 */
export async function findRequestedProject(tx: Tx, slug: string | null): Promise<ProjectRow> {
  if (slug !== null) {
    const project = await findProjectBySlug(tx, slug);
    if (project) return project;
    throw new SauronError("not-found", `There is no project "${slug}".`);
  }
  const projects = await listProjects(tx);
  const [only] = projects;
  if (!only) throw new SauronError("not-found", "There is no project yet; apply a project file with `sauron apply`.");
  if (projects.length === 1) return only;
  const slugs = projects.map((project) => project.slug);
  throw new SauronError("bad-request", `There are ${slugs.length} projects; say which: ${slugs.join(", ")}.`, {
    details: { projects: slugs },
  });
}

/** The id of the project with a slug; null = none is meant. @throws SauronError "not-found" */
export async function findProjectId(tx: Tx, slug: string | null): Promise<number | null> {
  return slug === null ? null : (await findRequestedProject(tx, slug)).id;
}

/** Slug of the only project there is; null when there are none or several. */
export async function findOnlyProject(tx: Tx): Promise<string | null> {
  const [only, ...others] = await listProjects(tx);
  return only && others.length === 0 ? only.slug : null;
}
