import type { ProjectRow } from "@/lib/db/projects";
import { putStatusReports, type StatusState } from "@/lib/db/status-reports";
import type { Tx } from "@/lib/db/transaction";
import { builtInContext } from "@/lib/domain/test-run/built-in-runner";

/** Notes what the project's git hosts are to be told of a commit, in the transaction of the result itself; it is sent later. */
export async function reportStatus(
  tx: Tx,
  { publicUrl }: { publicUrl: string | null },
  told: { project: ProjectRow; sha: string; state: StatusState; text: string },
): Promise<void> {
  const page = publicUrl && new URL(`/p/${told.project.slug}/commits/${told.sha}`, publicUrl).href;
  await putStatusReports(tx, {
    projectId: told.project.id,
    sha: told.sha,
    context: builtInContext,
    state: told.state,
    description: told.text,
    targetUrl: page,
  });
}
