import type { Database } from "@/lib/db/client";
import { notifyChange } from "@/lib/db/notify";
import { inTransaction } from "@/lib/db/transaction";
import { repeatEvery } from "./repeat-every";
import type { SeededProject } from "./seed-project";

/** In the place of a worker: moves a rollout on as soon as somebody wants it aborted. */
export function obeyAborts(db: Database, { rollout }: Pick<SeededProject, "rollout">): { stop(): Promise<void> } {
  return repeatEvery(50, () =>
    inTransaction(db.prisma, async (tx) => {
      const moved = await tx.$executeRaw`
        UPDATE "Rollout" SET state = 'aborting', version = version + 1
        WHERE id = ${rollout.id} AND state = 'deploying' AND "abortRequestedAt" IS NOT NULL`;
      if (moved > 0) await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
    }),
  );
}

/** As if nobody had wanted it. */
export async function undoAbort(db: Database, { rollout }: Pick<SeededProject, "rollout">): Promise<void> {
  await inTransaction(db.prisma, async (tx) => {
    await tx.$executeRaw`
      UPDATE "Rollout" SET state = 'deploying', version = version + 1, "abortRequestedAt" = NULL, "abortRequestedBy" = NULL
      WHERE id = ${rollout.id}`;
    await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
  });
}
