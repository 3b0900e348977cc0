import { isRerunnable } from "@/lib/contracts/intake-views";
import type { ProjectRow } from "@/lib/db/projects";
import type { SourceRow } from "@/lib/db/sources";
import { builtInSource, hasBuiltInTests } from "@/lib/domain/test-run/built-in-runner";
import type { Rerunner } from "@/lib/domain/test-run/find-rerun-obstacle";

/** Who would run a test again, as its project and sources are now. */
export function buildRerunner(
  run: { source: string; sourceId: number | null },
  { project, sources }: { project: Pick<ProjectRow, "policy">; sources: readonly SourceRow[] },
): Rerunner {
  if (run.source === builtInSource) return { by: "sauron", hasTests: hasBuiltInTests(project.policy) };
  const source = sources.find(({ id }) => id === run.sourceId);
  return { by: "sender", name: run.source, source: source ? describeSource(source) : null };
}

function describeSource({ enabled, kind, api }: SourceRow) {
  return { enabled, canRepeat: isRerunnable(kind), hasApi: api !== null, hasToken: api !== null && api.token !== null };
}
