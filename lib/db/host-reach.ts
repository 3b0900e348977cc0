import type { HostReach } from "@/lib/domain/fleet/look-at-reach";
import type { Tx } from "./transaction";

export type HostArm = "canary" | "control";

/** What is known of the way to the hosts that are asked, by arm, and how many hosts the fleet has. */
export async function readReach(
  tx: Tx,
  projectId: number,
): Promise<{ canary: HostReach[]; control: HostReach[]; fleetSize: number }> {
  const rows = await tx.host.findMany({
    where: { projectId, enabled: true, setAsideAt: null, arm: { not: null } },
    select: { name: true, arm: true, reachedAt: true, unreachableSince: true, unreachableReason: true },
    orderBy: { place: "asc" },
  });
  const fleetSize = await tx.host.count({ where: { projectId, enabled: true, setAsideAt: null } });
  const inArm = (arm: HostArm) =>
    rows
      .filter((row) => row.arm === arm)
      .map((row) => ({
        name: row.name,
        reachedAt: row.reachedAt?.getTime() ?? null,
        unreachable: row.unreachableSince && {
          since: row.unreachableSince.getTime(),
          reason: row.unreachableReason ?? "no reason was recorded",
        },
      }));
  return { canary: inArm("canary"), control: inArm("control"), fleetSize };
}

/**
 * Takes the turn to ask the hosts: when the last time is `seconds` old, or `againSeconds` while one of them is not
 * reached or what one runs is in doubt; false when it is not, or another was first.
 */
export async function claimAsking(
  tx: Tx,
  projectId: number,
  every: { seconds: number; againSeconds: number },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "Project" p SET "hostsAskedAt" = clock_timestamp()
    WHERE id = ${projectId}
      AND COALESCE("hostsAskedAt", '-infinity') <= clock_timestamp() - make_interval(secs => CASE WHEN EXISTS (
          SELECT 1 FROM "Host" h WHERE h."projectId" = p.id AND h.enabled
            AND (h.arm IS NOT NULL AND h."unreachableSince" IS NOT NULL OR h."doubtedSince" IS NOT NULL))
        THEN ${every.againSeconds}::float8 ELSE ${every.seconds}::float8 END)`;
  return written > 0;
}

export type HostAnswer = {
  hostId: number;
  arm: HostArm;
  /** Why it was not reached; null = it was. */
  failure: string | null;
};

/** Stores what the asked hosts answered; hosts not among them are asked no more. True when one was lost or came back. */
export async function recordReach(tx: Tx, projectId: number, answers: HostAnswer[]): Promise<boolean> {
  const ids = answers.map((answer) => answer.hostId);
  const forgotten = { arm: null, unreachableSince: null, unreachableReason: null };
  await tx.host.updateMany({ where: { projectId, arm: { not: null }, id: { notIn: ids } }, data: forgotten });
  let changed = false;
  for (const { hostId, arm, failure } of answers) {
    const [row] = await tx.$queryRaw<{ changed: boolean }[]>`
      WITH before AS (SELECT id, arm, "unreachableSince" FROM "Host" WHERE id = ${hostId} FOR UPDATE)
      UPDATE "Host" h SET arm = ${arm},
        "reachedAt" = CASE WHEN ${failure}::text IS NULL THEN clock_timestamp() ELSE h."reachedAt" END,
        "unreachableSince" = CASE WHEN ${failure}::text IS NULL THEN NULL
          ELSE COALESCE(h."unreachableSince", clock_timestamp()) END,
        "unreachableReason" = ${failure}
      FROM before WHERE h.id = before.id
      RETURNING before.arm IS DISTINCT FROM h.arm
        OR (before."unreachableSince" IS NULL) <> (h."unreachableSince" IS NULL) AS changed`;
    changed ||= row?.changed ?? false;
  }
  return changed;
}
