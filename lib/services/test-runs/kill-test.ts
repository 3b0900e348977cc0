import { requestTestKill } from "@/lib/db/built-in-tests";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

/**
 * A person ends a test run of the built-in runner; who it was is kept with it.
 * @throws SauronError conflict when there is nothing to end
 */
export async function killTest(ctx: ServiceContext, run: { id: number; projectId: number }): Promise<void> {
  const { id, projectId } = run;
  await inTransaction(ctx.db.prisma, async (tx) => {
    if (!(await requestTestKill(tx, { id, projectId, by: ctx.actor.name }))) {
      const message = "Only a test run that Sauron itself runs, and that has not ended, can be ended.";
      throw new SauronError("conflict", message);
    }
    await recordAct(tx, ctx, { act: "killTest", projectId, target: `test run ${id}`, reason: null });
  });
}
