import { createHash } from "node:crypto";
import { storeDelivery } from "@/lib/db/deliveries";
import type { HookSource } from "@/lib/db/sources";
import { storableText } from "@/lib/domain/storable-text";
import { SauronError } from "@/lib/errors";
import type { HookRequest } from "@/lib/integrations/ci/sender";
import { senders } from "@/lib/integrations/ci/senders";
import type { ServiceContext } from "../context";
import { liveSecrets, redactBody } from "./redact-body";

/**
 * `refused`: stored, but not of the sender's shape. `accepted`: stored, this time or an earlier one.
 */
export type KeptDelivery =
  | { outcome: "refused"; delivery: number; reason: string }
  | { outcome: "accepted"; delivery: number };

/** Stores what a source told, however it came, and wakes a worker to read it. Whether it is authentic is known already. */
export async function keepDelivery(
  ctx: ServiceContext,
  source: HookSource,
  request: HookRequest,
): Promise<KeptDelivery> {
  const stored = await storeDelivery(ctx.db, {
    sourceId: source.id,
    ...readEnvelope(source, request),
    body: redactBody(source.kind, request.body, liveSecrets(source)),
    refusal: findMisshape(ctx, source, request),
  });
  if (stored.state === "refused") return { outcome: "refused", delivery: stored.id, reason: stored.summary ?? "" };
  if (stored.state === "received") wakeReader(ctx, source.id);
  return { outcome: "accepted", delivery: stored.id };
}

/** Why the body cannot be read; null = it can, or the mistake is ours, and then it is kept to be read again. */
function findMisshape(ctx: ServiceContext, source: HookSource, request: HookRequest): string | null {
  try {
    senders[source.kind].interpret(request, source);
    return null;
  } catch (error) {
    if (error instanceof SauronError) return storableText(error.message);
    ctx.logger.error({ err: error, source: source.id }, "a delivery could not be read");
    return null;
  }
}

const longestKey = 200;
const longestHeader = 1000;

function readEnvelope(source: HookSource, request: HookRequest) {
  const sender = senders[source.kind];
  const key = storableText(sender.readDeliveryKey(request));
  const event = sender.readEvent(request);
  const kept = sender.keptHeaders.flatMap((name) => {
    const value = request.headers[name];
    return value === undefined ? [] : [[name, storableText(value).slice(0, longestHeader)]];
  });
  return {
    deliveryKey: key.length <= longestKey ? key : createHash("sha256").update(key).digest("hex"),
    event: event === null ? null : storableText(event).slice(0, longestKey),
    headers: Object.fromEntries(kept) as Record<string, string>,
  };
}

function wakeReader(ctx: ServiceContext, sourceId: number): void {
  ctx.queue
    .enqueue("read-deliveries", { sourceId }, { key: `${sourceId}` })
    .catch((error) => ctx.logger.warn({ err: error }, "the queue is away, a delivery waits for the next look"));
}
