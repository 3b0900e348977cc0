import { insertProjectEvent } from "@/lib/db/projects";
import { lockSource, type SourceApi, type SourceRow, updateSource } from "@/lib/db/sources";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import type { SourceContext } from "./create-source";
import { refuseUnspokenApi } from "./refuse-unspoken-api";

export type SourceChange = {
  enabled?: boolean | undefined;
  /** Null = it can no longer be asked. Without a token the one it has stays, as long as it is sent to the same address. */
  api?: { url: string; repository: string; token?: string | undefined } | null | undefined;
  requiredContexts?: string[] | undefined;
};

/**
 * Switches a sender on or off, says where it can be asked, or which of its contexts must have passed.
 * @throws SauronError "not-found", or "bad-request" as `refuseUnspokenApi`
 */
export async function changeSource(ctx: SourceContext, key: string, change: SourceChange): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    const source = await lockSource(tx, key);
    if (!source) throw new SauronError("not-found", `There is no source with the key "${key}".`);
    if (change.api) refuseUnspokenApi(source.kind);
    const { enabled, requiredContexts } = change;
    await updateSource(tx, source.id, { enabled, requiredContexts, api: mergeApi(source.api, change.api) });
    for (const event of listEvents(source, change)) {
      await insertProjectEvent(tx, { projectId: source.projectId, event, actor: ctx.actor, reason: source.name });
    }
  });
}

/** A token goes only where it was given for: another address needs its own. */
function mergeApi(stored: SourceApi | null, wanted: SourceChange["api"]): SourceApi | null | undefined {
  if (!wanted) return wanted;
  const isSameServer = stored !== null && new URL(stored.url).origin === new URL(wanted.url).origin;
  return { ...wanted, token: wanted.token ?? (isSameServer ? stored.token : null) };
}

function listEvents(source: SourceRow, { enabled, api, requiredContexts }: SourceChange): string[] {
  const switched = enabled !== undefined && enabled !== source.enabled;
  return [
    ...(switched ? [enabled ? "source-enabled" : "source-disabled"] : []),
    ...(api === undefined ? [] : ["source-api-changed"]),
    ...(requiredContexts === undefined ? [] : ["source-required-changed"]),
  ];
}
