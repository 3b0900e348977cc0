import type { EventStreamView } from "@/lib/contracts/event-stream";
import { Prisma } from "./generated/client";
import type { Tx } from "./transaction";

/** How long a worker that does not renew its hold of a stream keeps it; seconds. A new one takes over soon after. */
export const streamLeaseSeconds = 12;

/** Where a stream is listened to. */
export type StreamSettings = Pick<EventStreamView, "host" | "port" | "user" | "privateKey" | "hostKey" | "repository">;

export type StreamRow = StreamSettings & {
  state: EventStreamView["state"];
  connectedSince: Date | null;
  failure: string | null;
  nextTryAt: Date | null;
};

/** The streams of these sources. A worker whose hold ran out says nothing any more about how its stream stands. */
export async function readStreams(tx: Tx, sourceIds: number[]): Promise<Map<number, StreamRow>> {
  const rows = await tx.$queryRaw<(StreamRow & { sourceId: number })[]>`
    SELECT "sourceId", host, port, "user", "privateKey", "hostKey", repository, failure, "connectedSince", "nextTryAt",
      CASE
        WHEN "heldBy" IS NOT NULL AND "heldUntil" <= clock_timestamp() THEN 'lost'
        WHEN "connectedSince" IS NOT NULL THEN 'connected'
        WHEN "heldBy" IS NOT NULL THEN 'connecting'
        WHEN failure IS NOT NULL THEN 'failed'
        ELSE 'waiting'
      END AS state
    FROM "SourceStream" WHERE "sourceId" = ANY(${sourceIds})`;
  return new Map(rows.map(({ sourceId, ...row }) => [sourceId, row]));
}

/** Says where a stream is listened to. Whoever holds the former one loses it, and it is tried at once. */
export async function putStream(tx: Tx, sourceId: number, stream: StreamSettings): Promise<void> {
  const { host, port, user, privateKey, hostKey, repository } = stream;
  await tx.sourceStream.deleteMany({ where: { sourceId } });
  await tx.sourceStream.create({ data: { sourceId, host, port, user, privateKey, hostKey, repository } });
}

export async function removeStream(tx: Tx, sourceId: number): Promise<void> {
  await tx.sourceStream.deleteMany({ where: { sourceId } });
}

export type ClaimedStream = StreamSettings & { sourceId: number; projectId: number };

const lease = Prisma.sql`clock_timestamp() + make_interval(secs => ${streamLeaseSeconds})`;

/** Takes up the streams that nobody holds and whose time has come, except those this worker is about to leave. */
export async function claimStreams(tx: Tx, workerId: string, except: number[]): Promise<ClaimedStream[]> {
  return tx.$queryRaw<ClaimedStream[]>`
    UPDATE "SourceStream" t SET "heldBy" = ${workerId}, "heldUntil" = ${lease}, "connectedSince" = NULL
    FROM "Source" s
    WHERE s.id = t."sourceId" AND s.enabled AND NOT t."sourceId" = ANY(${except})
      AND (t."heldBy" IS NULL OR t."heldUntil" <= clock_timestamp()) -- somebody else listens
      AND COALESCE(t."nextTryAt", '-infinity') <= clock_timestamp()
    RETURNING t."sourceId", s."projectId", t.host, t.port, t."user", t."privateKey", t."hostKey", t.repository`;
}

/**
 * Prolongs the hold of those streams that are still this worker's, and returns which. Not among them: what another has
 * taken over, what was changed, and what was switched off.
 */
export async function renewStreams(tx: Tx, workerId: string, sourceIds: number[]): Promise<number[]> {
  const rows = await tx.$queryRaw<{ sourceId: number }[]>`
    UPDATE "SourceStream" t SET "heldUntil" = ${lease}
    FROM "Source" s
    WHERE s.id = t."sourceId" AND s.enabled AND t."sourceId" = ANY(${sourceIds}) AND t."heldBy" = ${workerId}
    RETURNING t."sourceId"`;
  return rows.map(({ sourceId }) => sourceId);
}

export async function noteStreamConnected(tx: Tx, workerId: string, sourceId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "SourceStream" SET "connectedSince" = clock_timestamp(), failure = NULL, "nextTryAt" = NULL
    WHERE "sourceId" = ${sourceId} AND "heldBy" = ${workerId}`;
}

/** Of the stream this worker holds: attempts before this one that did not last, and for how long this one stands. */
export async function lockHeldStream(
  tx: Tx,
  workerId: string,
  sourceId: number,
): Promise<{ failures: number; connectedSeconds: number } | null> {
  const [row] = await tx.$queryRaw<{ failures: number; connectedSeconds: number }[]>`
    SELECT failures,
      COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - "connectedSince"), 0)::float8 AS "connectedSeconds"
    FROM "SourceStream" WHERE "sourceId" = ${sourceId} AND "heldBy" = ${workerId} FOR UPDATE`;
  return row ?? null;
}

/** Lets go of a stream that failed; anybody may try again after the pause. */
export async function noteStreamFailed(
  tx: Tx,
  sourceId: number,
  { failure, failures, pauseSeconds }: { failure: string; failures: number; pauseSeconds: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "SourceStream" SET "heldBy" = NULL, "heldUntil" = NULL, "connectedSince" = NULL, failure = ${failure},
      failures = ${failures}, "nextTryAt" = clock_timestamp() + make_interval(secs => ${pauseSeconds})
    WHERE "sourceId" = ${sourceId}`;
}

/** Lets go of a stream that nothing is wrong with, if this worker holds it; anybody may take it up at once. */
export async function releaseStream(tx: Tx, workerId: string, sourceId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "SourceStream" SET "heldBy" = NULL, "heldUntil" = NULL, "connectedSince" = NULL, "nextTryAt" = NULL
    WHERE "sourceId" = ${sourceId} AND "heldBy" = ${workerId}`;
}
