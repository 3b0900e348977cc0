import { findBegunTest } from "@/lib/db/built-in-tests";
import { findProject } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import type { WorkerContext } from "../context";
import { describeRun, reportStatus } from "./report-status";

/**
 * A sender's build asks for the tests of a commit. When they have begun already, it is told how they stand; otherwise it
 * is told once they begin.
 */
export async function answerAskingBuild(
  ctx: Pick<WorkerContext, "db" | "publicUrl">,
  asking: { projectId: number; sourceId: number; sha: string },
): Promise<void> {
  const { projectId, sourceId, sha } = asking;
  const project = await findProject(ctx.db.prisma, projectId);
  if (!project) return;
  await inTransaction(ctx.db.prisma, async (tx) => {
    const run = await findBegunTest(tx, { projectId, sha });
    if (run) await reportStatus(tx, ctx, { project, run, sourceId, ...describeRun(run) });
  });
}
