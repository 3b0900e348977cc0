import type { ProjectSummary } from "@/lib/contracts/views";

/** Whether a project stands still until a person decides something. */
export function needsPerson({ halted, doing }: ProjectSummary): boolean {
  return halted || doing?.question != null || doing?.state === "held" || doing?.state === "proposed";
}

/** Those that need a person first, then those that move, then the frozen ones, then the others; each by name. */
export function sortProjects(projects: readonly ProjectSummary[]): ProjectSummary[] {
  const rank = (project: ProjectSummary) => {
    if (needsPerson(project)) return 0;
    if (project.doing) return 1;
    return project.frozen ? 2 : 3;
  };
  return [...projects].sort((a, b) => rank(a) - rank(b) || a.slug.localeCompare(b.slug));
}
