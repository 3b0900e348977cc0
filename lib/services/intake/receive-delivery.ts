import { createHash } from "node:crypto";
import { storeDelivery } from "@/lib/db/deliveries";
import { countRefusal, findHookSource, type HookSource } from "@/lib/db/sources";
import { storableText } from "@/lib/domain/storable-text";
import { SauronError } from "@/lib/errors";
import type { HookRequest } from "@/lib/integrations/ci/sender";
import { senders } from "@/lib/integrations/ci/senders";
import type { ServiceContext } from "../context";
import { redactBody } from "./redact-body";

/**
 * `unauthentic`: only counted. `refused`: authentic and stored, but not of the sender's shape. `accepted`: stored, this
 * time or an earlier one.
 */
export type ReceivedDelivery =
  | { outcome: "unknown-source" }
  | { outcome: "unauthentic" }
  | { outcome: "refused"; delivery: number; reason: string }
  | { outcome: "accepted"; delivery: number };

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

function liveSecrets(source: HookSource): string[] {
  return source.secrets.map(({ secret }) => secret);
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
