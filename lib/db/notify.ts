import type { Tx } from "./transaction";

/** PostgreSQL channel on which every write says what it touched. */
export const changeChannel = "sauron";

/** A change as it travels: project, rollout, test run, new log lines, an abort that running commands must hear. Ids, short names. */
export type Change = { p: number; r?: number; t?: number; l?: 1; a?: 1 };

/** Tells listeners what this transaction touched; delivered when it commits, equal ones of one transaction once. */
export async function notifyChange(
  tx: Tx,
  change: { project: number; rollout?: number; testRun?: number; log?: boolean; abort?: boolean },
): Promise<void> {
  const message: Change = { p: change.project };
  if (change.rollout !== undefined) message.r = change.rollout;
  if (change.testRun !== undefined) message.t = change.testRun;
  if (change.log) message.l = 1;
  if (change.abort) message.a = 1;
  await tx.$executeRaw`SELECT pg_notify(${changeChannel}, ${JSON.stringify(message)})`;
}
