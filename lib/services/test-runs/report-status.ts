import type { ProjectRow } from "@/lib/db/projects";
import { putStatusReports, type StatusState } from "@/lib/db/status-reports";
import type { Tx } from "@/lib/db/transaction";
import { builtInContext } from "@/lib/domain/test-run/built-in-runner";

/** Notes what the project's git hosts are to be told of a commit, in the transaction of the result itself; it is sent later. */
export async function reportStatus(
  tx: Tx,
  { publicUrl }: { publicUrl: string | null },
  told: { project: ProjectRow; run: { id: number; sha: string }; state: StatusState; text: string },
): Promise<void> {
  const { project, run } = told;
  const page = publicUrl && new URL(`/p/${project.slug}/commits/${run.sha}/tests/${run.id}`, publicUrl).href;
  await putStatusReports(tx, {
    projectId: project.id,
    sha: run.sha,
    context: builtInContext,
    state: told.state,
    description: told.text,
    targetUrl: page,
  });
}
