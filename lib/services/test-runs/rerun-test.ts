import { findRunOfSender, markRerun } from "@/lib/db/asked-runs";
import { queueNextTestAttempt } from "@/lib/db/built-in-tests";
import type { ProjectRow } from "@/lib/db/projects";
import { listSources } from "@/lib/db/sources";
import { inTransaction } from "@/lib/db/transaction";
import { findRerunObstacle } from "@/lib/domain/test-run/find-rerun-obstacle";
import { SauronError } from "@/lib/errors";
import { openSenderApi } from "@/lib/integrations/ci/api/open-sender-api";
import { buildRerunner } from "@/lib/queries/build-rerunner";
import { type Act, recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import { queueTests } from "./queue-tests";

type Run = { id: number; projectId: number; source: string; sourceId: number | null; status: string };

/**
 * A person wants another attempt of a test run: Sauron runs its own again, a sender is asked.
 * @returns number of the attempt, null when the sender will tell it
 * @throws SauronError conflict or unavailable, with what to do instead
 */
export async function rerunTest(
  ctx: ServiceContext,
  { project, run }: { project: ProjectRow; run: Run },
): Promise<{ attempt: number | null }> {
  if (["queued", "pending", "running"].includes(run.status)) {
    throw new SauronError("conflict", "It has not ended yet; end it, or wait for its result.");
  }
  const rerunner = buildRerunner(run, { project, sources: await listSources(ctx.db.prisma, project.id) });
  const obstacle = findRerunObstacle(rerunner);
  if (obstacle !== null) throw new SauronError("conflict", obstacle);
  if (rerunner.by === "sauron") return { attempt: await repeatOwn(ctx, project, run) };
  await askSender(ctx, run);
  return { attempt: null };
}

async function repeatOwn(ctx: ServiceContext, project: ProjectRow, run: Run): Promise<number> {
  const attempt = await inTransaction(ctx.db.prisma, async (tx) => {
    const queued = await queueNextTestAttempt(tx, run.id);
    if (queued === null) throw new SauronError("conflict", "There is a later attempt already; look at that one.");
    await recordAct(tx, ctx, describeRerun(run));
    return queued;
  });
  // Stored is stored: should the queue be away, the next look of a worker finds it.
  await queueTests(ctx, project).catch((error) =>
    ctx.logger.warn({ err: error }, "a queued test run waits for the next look"),
  );
  return attempt;
}

async function askSender(ctx: ServiceContext, asked: Run): Promise<void> {
  const { id, source } = asked;
  const run = await findRunOfSender(ctx.db.prisma, id);
  const api = run && openSenderApi(run.access);
  if (!run || !api?.rerun) throw new SauronError("conflict", `${source} can no longer be asked; look at its source.`);
  const answer = await api.rerun(run);
  if (!answer.ok) throw new SauronError("unavailable", answer.reason);
  await inTransaction(ctx.db.prisma, async (tx) => {
    await markRerun(tx, run);
    await recordAct(tx, ctx, describeRerun(asked));
  });
}

function describeRerun({ id, projectId, source }: Run): Act {
  return { act: "rerunTest", projectId, target: `test run ${id}`, reason: null, details: { source } };
}
