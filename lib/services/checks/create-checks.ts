import type { CheckInput } from "@/lib/contracts/checks";
import { type CheckRow, countWaitingChecks, insertChecks } from "@/lib/db/checks";
import type { Tx } from "@/lib/db/transaction";
import type { Principal } from "@/lib/domain/access/principal";
import { placeOfBestRole } from "@/lib/domain/access/roles-of";
import { SauronError } from "@/lib/errors";
import { findHostKeys } from "@/lib/integrations/ssh/known-hosts";
import { requirePermission } from "../access/find-refusal";
import type { ServiceContext } from "../context";

/** More than this many waiting checks are a mistake, or no worker lives. */
const mostWaiting = 2000;

/**
 * Asks the workers to look at repositories and hosts, which are of no project yet: whoever may configure one may ask.
 * @param input.knownHosts text whose keys count as pinned for the hosts it names
 * @throws SauronError "forbidden"; "unavailable" when too many wait
 */
export async function createChecks(
  ctx: ServiceContext,
  input: { checks: CheckInput[]; knownHosts?: string | undefined },
): Promise<CheckRow[]> {
  if (ctx.request) await requireRightSomewhere(ctx.db.prisma, ctx.request.principal);
  const waiting = await countWaitingChecks(ctx.db.prisma);
  if (waiting + input.checks.length > mostWaiting) {
    throw new SauronError("unavailable", `${waiting} checks wait already; is a worker running?`);
  }
  const inputs = input.checks.map((check) => pinKnownKeys(check, input.knownHosts ?? ""));
  const checks = await insertChecks(ctx.db.prisma, { inputs, createdBy: ctx.actor.name });
  await Promise.all(checks.map(({ id }) => ctx.queue.enqueue("run-check", { checkId: id }, { key: `${id}` })));
  return checks;
}

async function requireRightSomewhere(tx: Tx, principal: Principal): Promise<void> {
  const place = principal.kind === "person" ? placeOfBestRole(principal.roles) : null;
  await requirePermission(tx, principal, "configure", place);
}

function pinKnownKeys(check: CheckInput, knownHosts: string): CheckInput {
  if (check.kind !== "host" || knownHosts === "") return check;
  const known = findHostKeys(knownHosts, check.address, check.port);
  return { ...check, hostKeys: [...new Set([...check.hostKeys, ...known])] };
}
