import type { ProjectRow } from "@/lib/db/projects";
import { findTestRun, type TestRunRow } from "@/lib/db/read-commits";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { findRequestedProject } from "./find-requested-project";

/**
 * The test run a request means by its id, and its project.
 * @throws SauronError "not-found", or "bad-request" when there are several projects and none was named
 */
export async function findRequestedTestRun(
  tx: Tx,
  want: { project?: string | undefined; id: number },
): Promise<{ project: ProjectRow; run: TestRunRow }> {
  const project = await findRequestedProject(tx, want.project ?? null);
  const run = await findTestRun(tx, { projectId: project.id, id: want.id });
  if (!run) throw new SauronError("not-found", `Project "${project.slug}" has no test run ${want.id}.`);
  return { project, run };
}
