import type { Database } from "@/lib/db/client";
import { notifyChange } from "@/lib/db/notify";
import { inTransaction } from "@/lib/db/transaction";
import { repeatEvery } from "./repeat-every";
import type { SeededProject } from "./seed-project";

type MovedHosts = Pick<SeededProject, "rollout" | "hosts">;

const states = ["running", "succeeded", "queued"] as const;

/**
 * Lets the fleet of a rollout go on for ever: so many hosts at a time are taken, done with, and begin anew, in their
 * order. Resolves, once it is stopped, when the last of them is written.
 */
export function moveHosts(
  db: Database,
  { rollout, hosts }: MovedHosts,
  { everyMs = 200, atOnce = 3 } = {},
): { stop(): Promise<void> } {
  const [, ...fleet] = hosts.map(({ id }) => id);
  const waves = Math.ceil(fleet.length / atOnce);
  return repeatEvery(everyMs, async (round) => {
    const wave = round % waves;
    const state = states[Math.floor(round / waves) % states.length] ?? "queued";
    await setHostStates(db, rollout, { hostIds: fleet.slice(wave * atOnce, (wave + 1) * atOnce), state });
  });
}

/** Writes how far some hosts are, and tells of it. */
export async function setHostStates(
  db: Database,
  rollout: SeededProject["rollout"],
  { hostIds, state }: { hostIds: number[]; state: (typeof states)[number] },
): Promise<void> {
  await inTransaction(db.prisma, async (tx) => {
    await tx.$executeRaw`
      UPDATE "HostDeploy" SET state = ${state}, "workerId" = 'bench',
        "startedAt" = CASE ${state} WHEN 'running' THEN clock_timestamp() WHEN 'queued' THEN NULL ELSE "startedAt" END,
        "endedAt" = CASE ${state} WHEN 'succeeded' THEN clock_timestamp() END
      WHERE "rolloutId" = ${rollout.id} AND "hostId" = ANY(${hostIds}::int[])`;
    await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
  });
}
