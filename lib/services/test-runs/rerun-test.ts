import { findRunOfSender, markRerun, type RunOfSender } from "@/lib/db/asked-runs";
import { queueNextTestAttempt } from "@/lib/db/built-in-tests";
import type { ProjectRow } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { builtInSource } from "@/lib/domain/test-run/built-in-runner";
import { SauronError } from "@/lib/errors";
import { openSenderApi } from "@/lib/integrations/ci/api/open-sender-api";
import type { ServiceContext } from "../context";
import { queueTests } from "./queue-tests";
import { hasBuiltInTests } from "./test-command";

type Wanted = { project: ProjectRow; run: { id: number; source: string; status: string } };

/**
 * A person wants another attempt of a test run: Sauron runs its own again, a sender is asked.
 * @returns number of the attempt, null when the sender will tell it
 * @throws SauronError conflict or unavailable, with what to do instead
 */
export async function rerunTest(ctx: ServiceContext, { project, run }: Wanted): Promise<{ attempt: number | null }> {
  if (["queued", "pending", "running"].includes(run.status)) {
    throw new SauronError("conflict", "It has not ended yet; end it, or wait for its result.");
  }
  if (run.source === builtInSource) return { attempt: await repeatOwn(ctx, project, run.id) };
  const asked = await findRunOfSender(ctx.db.prisma, run.id);
  if (!asked) {
    throw new SauronError(
      "conflict",
      `${run.source} cannot be asked from here; run it again there, or give its source an API.`,
    );
  }
  await askSender(ctx, asked);
  return { attempt: null };
}

async function repeatOwn(ctx: ServiceContext, project: ProjectRow, id: number): Promise<number> {
  if (!hasBuiltInTests(project.policy)) {
    throw new SauronError("conflict", "The project file no longer says what to run; give it `tests.run`.");
  }
  const attempt = await inTransaction(ctx.db.prisma, (tx) => queueNextTestAttempt(tx, id));
  if (attempt === null) throw new SauronError("conflict", "There is a later attempt already; look at that one.");
  // Stored is stored: should the queue be away, the next look of a worker finds it.
  await queueTests(ctx, project).catch((error) =>
    ctx.logger.warn({ err: error }, "a queued test run waits for the next look"),
  );
  return attempt;
}

async function askSender(ctx: ServiceContext, run: RunOfSender): Promise<void> {
  const api = openSenderApi(run.access);
  if (!api?.rerun)
    throw new SauronError("conflict", `${run.source} cannot be asked for another attempt; run it again there.`);
  const answer = await api.rerun(run);
  if (!answer.ok) throw new SauronError("unavailable", answer.reason);
  await inTransaction(ctx.db.prisma, (tx) => markRerun(tx, run));
}
