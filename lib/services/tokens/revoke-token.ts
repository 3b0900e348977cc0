import { revokeToken as revokeStoredToken } from "@/lib/db/api-tokens";
import { insertProjectEvent } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { tokenTarget } from "@/lib/domain/audit/token-target";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";

/**
 * Makes a token stop working, at once.
 * @throws SauronError "not-found" when no token of that name works
 */
export async function revokeToken(ctx: ActContext, input: { projectId: number; name: string }): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    const revoked = await revokeStoredToken(tx, input.projectId, input.name);
    if (!revoked) throw new SauronError("not-found", `There is no working token "${input.name}".`);
    const { projectId, name } = input;
    await insertProjectEvent(tx, { projectId, event: "token-revoked", actor: ctx.actor, reason: name });
    await recordAct(tx, ctx, { act: "revokeToken", projectId, target: tokenTarget(name), reason: null });
  });
}
