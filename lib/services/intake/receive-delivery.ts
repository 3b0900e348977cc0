import { countRefusal, findHookSource, type HookSource } from "@/lib/db/sources";
import type { HookRequest } from "@/lib/integrations/ci/sender";
import { senders } from "@/lib/integrations/ci/senders";
import type { ServiceContext } from "../context";
import { type KeptDelivery, keepDelivery } from "./keep-delivery";
import { liveSecrets } from "./redact-body";

/** `unauthentic`: only counted. */
export type ReceivedDelivery = { outcome: "unknown-source" } | { outcome: "unauthentic" } | KeptDelivery;

const sourceKey = /^[\w-]{1,60}$/;

/**
 * Takes a delivery from the wire: authenticity over the raw bytes, then its shape, then it is stored, and committed
 * before this returns. A worker reads it; nobody waits for the queue, as reconciling finds what was not read.
 * @param input.now epoch seconds, for senders that sign the time
 */
export async function receiveDelivery(
  ctx: ServiceContext,
  input: { key: string; request: HookRequest; now: number },
): Promise<ReceivedDelivery> {
  const { request } = input;
  const source = sourceKey.test(input.key) ? await findHookSource(ctx.db, input.key) : null;
  if (!source) return { outcome: "unknown-source" };
  const doubt = findDoubt(ctx, source, input);
  if (doubt !== null) {
    await countRefusal(ctx.db, source.id, doubt);
    return { outcome: "unauthentic" };
  }
  return keepDelivery(ctx, source, request);
}

/** Why a request does not count as one of this source, for whoever sets it up; null = it is authentic. */
function findDoubt(
  ctx: ServiceContext,
  source: HookSource,
  { request, now }: { request: HookRequest; now: number },
): string | null {
  if (!source.enabled) return "The source is switched off.";
  if (source.secrets.length === 0) return "The source has no secret.";
  try {
    if (senders[source.kind].isAuthentic(request, liveSecrets(source), now)) return null;
  } catch (error) {
    ctx.logger.error({ err: error, source: source.id }, "the authenticity of a delivery could not be checked");
  }
  return "Its signature or token is not one of this source, or the time it was signed at is too far from now.";
}
