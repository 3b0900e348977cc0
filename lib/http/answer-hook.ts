import { randomUUID } from "node:crypto";
import { SauronError } from "@/lib/errors";
import { createLogger, type Logger } from "@/lib/logger";
import { type ReceivedDelivery, receiveDelivery } from "@/lib/services/intake/receive-delivery";
import { errorResponse } from "./error-response";
import { readBytes } from "./read-bytes";
import { type WebProcess, webProcess } from "./web-process";

/**
 * Answers what a sender delivers. Senders are foreign: neither the name they call Sauron by nor where they come from is
 * asked, only whether the bytes are theirs.
 */
export async function answerHook(request: Request, context: { params: Promise<{ key: string }> }): Promise<Response> {
  const requestId = randomUUID();
  let logger: Logger | undefined;
  try {
    const web = webProcess();
    logger = web.logger.child({ requestId });
    const { key } = await context.params;
    return await web.requests.during(async () => answerReceived(await receive(web, key, request), requestId));
  } catch (error) {
    return errorResponse(error, { requestId, logger: logger ?? createLogger({ process: "web", level: "info" }) });
  }
}

async function receive(web: WebProcess, key: string, request: Request): Promise<ReceivedDelivery> {
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity") {
    throw new SauronError("bad-request", "Send the body as it is, without `Content-Encoding`.");
  }
  const sent = await readBytes(request, web.maxHookBytes);
  // Some senders can say what they mean in the address only.
  const body = sent.length > 0 ? sent : new TextEncoder().encode(new URL(request.url).search.slice(1));
  const { db, queue, logger } = web;
  const ctx = { db, queue, logger, actor: { kind: "api" as const, name: "a sender" } };
  return receiveDelivery(ctx, { key, request: { headers: Object.fromEntries(request.headers), body }, now: web.now() });
}

function answerReceived(received: ReceivedDelivery, requestId: string): Response {
  switch (received.outcome) {
    case "accepted": {
      const headers = { "x-request-id": requestId, "cache-control": "no-store" };
      return Response.json({ accepted: true, delivery: received.delivery }, { status: 202, headers });
    }
    case "refused":
      throw new SauronError("bad-request", received.reason, { details: { delivery: received.delivery } });
    case "unauthentic":
      throw new SauronError(
        "unauthenticated",
        "This is not signed with, or does not carry, a secret of this source; check the sender's secret and clock.",
      );
    case "unknown-source":
      throw new SauronError(
        "not-found",
        "There is no source at this address; `sauron source list` tells which there are.",
      );
    default:
      return received satisfies never;
  }
}

/** Whoever opens the address in a browser is told what it is for. */
export function refuseLook(): Response {
  const message =
    "Senders post their deliveries here; there is nothing to read. The deliveries are at /api/v1/deliveries.";
  const headers = { allow: "POST", "cache-control": "no-store" };
  return Response.json({ error: { code: "bad-request", message } }, { status: 405, headers });
}
