import type { AuditedAct } from "@/lib/contracts/audited-acts";
import { findNewestAuditId, listDoneAtMachine } from "@/lib/db/audit-entries";
import type { ServiceContext } from "../context";

/** Whoever can do these can be anybody afterwards. */
const alarming: readonly AuditedAct[] = ["createPerson", "setRole", "resetPassword", "removePerson"];

/**
 * Writes a warning in the log for every account, role and password that somebody at the machine has changed: a way in that
 * asks for no sign-in must not be used unseen. It is found in the audit, as such commands speak to the database themselves.
 * @param after id of the last entry that was looked at; null = none, and what comes from now on counts
 * @returns that of the last entry now
 */
export async function warnOfAlarmingActs(
  { db, logger }: Pick<ServiceContext, "db" | "logger">,
  after: number | null,
): Promise<number> {
  if (after === null) return findNewestAuditId(db.prisma);
  const found = await listDoneAtMachine(db.prisma, alarming, after);
  for (const { id, action, target, actor } of found) {
    logger.warn({ entry: id, action, target, by: actor.name }, "an account was changed at the machine");
  }
  return found.at(-1)?.id ?? after;
}
