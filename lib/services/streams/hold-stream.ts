import {
  type ClaimedStream,
  lockHeldStream,
  noteStreamConnected,
  noteStreamFailed,
  releaseStream,
  streamLeaseSeconds,
} from "@/lib/db/source-streams";
import { inTransaction } from "@/lib/db/transaction";
import { nextAttempt } from "@/lib/domain/intake/next-attempt";
import { storableText } from "@/lib/domain/storable-text";
import { streamEventsCommand } from "@/lib/integrations/ci/gerrit-stream";
import { expandHome } from "@/lib/integrations/files/expand-home";
import type { WorkerContext } from "../context";
import { readTrunkSoon, takeStreamLine } from "./take-stream-line";

/** A stream this process listens to. */
export type HeldStream = {
  /** The lease was prolonged by a question asked at this time of `performance.now()`. */
  renewedAt(at: number): void;
  /** Ends the connection, without an attempt to follow. */
  leave(): void;
  /** Settles once nothing of it is left in this process. */
  ended: Promise<void>;
};

/** A lease that was not prolonged is given up a little before others take it over. */
const holdMs = (streamLeaseSeconds - 2) * 1000;

/**
 * Listens to a stream for one connection. When it ends, the database says when the next one is due, and whoever is
 * there then takes it up: nothing waits in this process.
 */
export function holdStream(ctx: WorkerContext, claim: ClaimedStream, claimedAt: number): HeldStream {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  let watchdog: NodeJS.Timeout | undefined;
  const renewedAt = (at: number) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(leave, at + holdMs - performance.now()).unref();
  };
  renewedAt(claimedAt);
  const signal = AbortSignal.any([leaving.signal, ctx.stopping]);
  const ended = listen(ctx, claim, signal)
    .then((failure) => letGo(ctx, claim, failure))
    .catch((error) => ctx.logger.warn({ err: error, source: claim.sourceId }, "a stream ended, and it was not noted"))
    .finally(() => clearTimeout(watchdog));
  return { renewedAt, leave, ended };
}

/** Resolves with why the stream ended; null = because it was left. */
async function listen(ctx: WorkerContext, claim: ClaimedStream, signal: AbortSignal): Promise<string | null> {
  const { sourceId, host, port, user, privateKey, hostKey } = claim;
  const target = {
    name: "Gerrit",
    address: host,
    port,
    user,
    privateKeyPath: expandHome(privateKey),
    hostKeys: [hostKey],
  };
  try {
    const end = await ctx.lines.follow(target, streamEventsCommand, {
      signal,
      async onStart() {
        await noteStreamConnected(ctx.db.prisma, ctx.workerId, sourceId);
        ctx.logger.info({ source: sourceId, host, port }, "listening to a stream of events");
        await readTrunkSoon(ctx, claim);
      },
      onLine: (line) => takeStreamLine(ctx, claim, line),
    });
    return signal.aborted ? null : end;
  } catch (error) {
    ctx.logger.warn({ err: error, source: sourceId }, "what a stream told could not be stored");
    return signal.aborted ? null : "Sauron could not store what came; its log has the cause.";
  }
}

async function letGo(ctx: WorkerContext, { sourceId }: ClaimedStream, failure: string | null): Promise<void> {
  const { workerId } = ctx;
  if (failure === null) return releaseStream(ctx.db.prisma, workerId, sourceId);
  ctx.logger.warn({ source: sourceId, reason: failure }, "a stream of events is not connected");
  await inTransaction(ctx.db.prisma, async (tx) => {
    const held = await lockHeldStream(tx, workerId, sourceId);
    if (held) await noteStreamFailed(tx, sourceId, { failure: storableText(failure), ...nextAttempt(held) });
  });
}
