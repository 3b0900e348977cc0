import { turnOverSpans } from "./host-revisions";
import type { HostRow } from "./hosts";
import type { Tx } from "./transaction";

export type DoubtedHost = HostRow & {
  /** The highest number that a deploy of this host can have been given. */
  highestFence: bigint;
};

/** Hosts that have to say anew what they run, those first that were not asked for the longest. None in the middle of a deploy. */
export async function listDoubtedHosts(tx: Tx, projectId: number, limit: number): Promise<DoubtedHost[]> {
  return tx.$queryRaw<DoubtedHost[]>`
    SELECT h.id, h.name, h.address, h.port, h."user", h.labels, h."hostKeys", h."currentRevision",
      h.fence AS "highestFence"
    FROM "Host" h
    WHERE h."projectId" = ${projectId} AND h.enabled AND h."doubtedSince" IS NOT NULL
      -- the rollout asks, and has to hear the answer
      AND NOT EXISTS (SELECT 1 FROM "HostDeploy" d WHERE d."hostId" = h.id AND d.state IN ('running', 'unknown'))
    ORDER BY h."doubtedSince", h.id LIMIT ${limit}`;
}

/** Stores what a doubted host says; null = it could not be asked, and its turn comes again after the others'. */
export async function settleDoubt(
  tx: Tx,
  { hostId, answer }: { hostId: number; answer: { revision: string | null } | null },
): Promise<void> {
  if (answer === null) {
    await tx.$executeRaw`
      UPDATE "Host" SET "doubtedSince" = clock_timestamp() WHERE id = ${hostId} AND "doubtedSince" IS NOT NULL`;
    return;
  }
  const written = await tx.$executeRaw`
    UPDATE "Host" h SET "currentRevision" = ${answer.revision}, "currentSince" = clock_timestamp(), "doubtedSince" = NULL
    WHERE id = ${hostId} AND "doubtedSince" IS NOT NULL -- a deploy has told it meanwhile
      AND NOT EXISTS (SELECT 1 FROM "HostDeploy" d WHERE d."hostId" = h.id AND d.state = 'running')`;
  if (written > 0) await turnOverSpans(tx, [{ hostId, rolloutId: null }]);
}
