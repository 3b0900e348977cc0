import { queueChangeTest } from "@/lib/db/built-in-tests";
import { findProject } from "@/lib/db/projects";
import { hasBuiltInTests } from "@/lib/domain/test-run/built-in-runner";
import type { ServiceContext } from "../context";

/** A change as its git host tells of it. */
export type ProposedChange = {
  projectId: number;
  headSha: string | null;
  baseBranch: string | null;
  state: "open" | "closed" | "merged";
  fromFork: boolean;
};

/**
 * Queues the project's own tests for the newest commit of an open change into the trunk, where the project wants that.
 * A change from a fork is never run: anybody may propose one. True when a run was queued now.
 */
export async function testChange(ctx: ServiceContext, change: ProposedChange): Promise<boolean> {
  const { projectId, headSha, baseBranch, state, fromFork } = change;
  const project = await findProject(ctx.db.prisma, projectId);
  if (!project?.policy.tests.changes || !hasBuiltInTests(project.policy)) return false;
  if (headSha === null || state !== "open" || fromFork || baseBranch !== project.trunk) return false;
  const testRunId = await queueChangeTest(ctx.db.prisma, { projectId, sha: headSha });
  if (testRunId === null) return false;
  // Should the queue be away: a look at the project asks for every run that is queued.
  await ctx.queue
    .enqueue("run-tests", { projectId, testRunId }, { key: `${testRunId}` })
    .catch((error) => ctx.logger.warn({ err: error }, "the queue is away, tests wait for the next look"));
  return true;
}
