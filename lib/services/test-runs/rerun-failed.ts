import { claimAsk, listRerunCandidates, markRerun, noteAnswer } from "@/lib/db/asked-runs";
import { queueNextTestAttempt } from "@/lib/db/built-in-tests";
import type { ProjectRow } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { deservesRerun } from "@/lib/domain/test-run/await-reruns";
import { findCulprits, findHolder } from "@/lib/domain/test-run/find-culprits";
import { openSenderApi } from "@/lib/integrations/ci/api/open-sender-api";
import { readTrunkTests, toTrunkResults } from "@/lib/queries/read-trunk-tests";
import type { WorkerContext } from "../context";

/** Gives the first failure of each context of a waiting commit one more attempt, where somebody can run it again. */
export async function rerunFailed(ctx: WorkerContext, project: ProjectRow): Promise<void> {
  if (project.policy.tests.rerun === false) return;
  const candidates = await listRerunCandidates(ctx.db.prisma, project.id);
  if (candidates.length === 0) return;
  const commits = await readTrunkTests(ctx.db.prisma, project);
  const stretches = findCulprits(toTrunkResults(commits));
  for (const { id, sha, context, isOwn } of candidates) {
    const attempts = commits.find((commit) => commit.sha === sha)?.attempts ?? [];
    const ofContext = attempts.filter((run) => run.context === context);
    if (!deservesRerun(ofContext, findHolder(stretches, sha, context) !== null)) continue;
    if (isOwn) await repeatOwn(ctx, { id, projectId: project.id });
    else await ctx.queue.enqueue("ask-rerun", { testRunId: id }, { key: `${id}` });
  }
}

async function repeatOwn(ctx: WorkerContext, run: { id: number; projectId: number }): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    if (await markRerun(tx, run)) await queueNextTestAttempt(tx, run.id);
  });
}

/** Asks a sender for one more attempt of a run that failed. */
export async function askRerun(ctx: WorkerContext, { testRunId }: { testRunId: number }): Promise<void> {
  const run = await claimAsk(ctx.db.prisma, testRunId);
  const api = run && openSenderApi(run.access);
  if (!run || !api?.rerun) return;
  const answer = await api.rerun(run);
  if (answer.ok) await inTransaction(ctx.db.prisma, (tx) => markRerun(tx, run));
  else await noteAnswer(ctx.db.prisma, run, `It could not be asked for another attempt: ${answer.reason}`);
  await ctx.queue.enqueue("decide", { projectId: run.projectId });
}
