import type { ProjectSummary } from "@/lib/contracts/views";
import type { ApiClient } from "./api-client";
import { UsageError } from "./run-reporting";

/** The project a command is about: the one that was named, or the only one there is. */
export async function chooseProject(api: ApiClient, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const { projects } = await api.get<{ projects: ProjectSummary[] }>("/projects");
  const [only, ...others] = projects.map((project) => project.slug);
  if (only === undefined) throw new UsageError("there is no project yet.");
  if (others.length > 0) throw new UsageError(`say which with --project: ${[only, ...others].join(", ")}.`);
  return only;
}
