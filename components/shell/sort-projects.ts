import type { ProjectSummary } from "@/lib/contracts/views";

/** Those that need a person first, then those that move, then by name. */
export function sortProjects(projects: readonly ProjectSummary[]): ProjectSummary[] {
  const rank = (project: ProjectSummary) => {
    if (project.halted || project.doing?.state === "held" || project.doing?.state === "proposed") return 0;
    return project.doing ? 1 : 2;
  };
  return [...projects].sort((a, b) => rank(a) - rank(b) || a.slug.localeCompare(b.slug));
}
