import { isDeepStrictEqual } from "node:util";
import { lockPerson } from "@/lib/db/people";
import {
  type DueAccess,
  dropProviderAccess,
  dropUnusedAccess,
  noteGroupsRead,
  replaceTokens,
  takeDueAccess,
} from "@/lib/db/provider-access";
import { endSessionsOf, forgetEndedSessions } from "@/lib/db/sessions";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { bestRole, type PersonRoles } from "@/lib/domain/access/roles-of";
import type { GroupRole } from "@/lib/domain/access/roles-of-groups";
import type { SignInProvider } from "@/lib/domain/access/sign-in-provider";
import { findProvider, type KnownProvider, ProviderRefusal } from "@/lib/integrations/sign-in/known-provider";
import { recordAct } from "../audit/record-act";
import { type ServiceContext, systemActor } from "../context";
import { idleHours } from "./find-person";
import { giveGroupRoles } from "./give-group-roles";

/** What groups give is at most so old, as long as the provider answers. */
const readMinutes = 15;

/** A token that is good for less is not worth a question. */
const leastMs = 5_000;

type ReckonContext = Pick<ServiceContext, "db" | "logger">;

/** A provider that fails so often in a row is left alone for this time. */
const mostFailures = 5;

/**
 * Asks the provider anew which groups those are in who are signed in through it. Who is no longer in a group loses what it
 * gave; who has no role left is signed out, and so is whom the provider renews nothing for any more. A provider that does
 * not answer takes nothing from anybody, and is asked again.
 * @param stopping once it is aborted, nobody further is asked for
 */
export async function reckonGroups(ctx: ReckonContext, provider: SignInProvider, stopping: AbortSignal): Promise<void> {
  await forgetEndedSessions(ctx.db.prisma, idleHours);
  await dropUnusedAccess(ctx.db.prisma);
  let known: KnownProvider | null = null;
  let failures = 0;
  while (!stopping.aborted && failures < mostFailures) {
    try {
      const due = await takeDueAccess(ctx.db.prisma, readMinutes);
      if (!due) return;
      known ??= await findProvider(provider, () => new Date());
      await reckon(ctx, due, { known, groupRoles: provider.groupRoles });
      failures = 0;
    } catch (error) {
      failures += 1;
      ctx.logger.warn({ err: error }, "the sign-in provider did not tell the groups of somebody; it is asked again");
    }
  }
}

type Asked = { known: KnownProvider; groupRoles: readonly GroupRole[] };

async function reckon(ctx: ReckonContext, due: DueAccess, { known, groupRoles }: Asked): Promise<void> {
  const told = await askGroups(ctx, due, known);
  await inTransaction(ctx.db.prisma, async (tx) => {
    await lockPerson(tx, due.userId);
    if (!(await noteGroupsRead(tx, due)) || told === "nothing-to-ask-with") return;
    if (told === "over") await leaveToNextSignIn(tx, due);
    else await give(tx, due, { groups: told, groupRoles });
  });
}

async function askGroups(
  ctx: ReckonContext,
  { userId, askedAt, subject, tokens }: DueAccess,
  known: KnownProvider,
): Promise<string[] | "over" | "nothing-to-ask-with"> {
  const { accessToken, expiresAt, refreshToken } = tokens;
  // One that told groups at the sign-in and names none now means: no groups.
  const read = async (token: string) => (await known.readGroups(token, subject)) ?? [];
  if (refreshToken === null) {
    const isGood = expiresAt !== null && Date.parse(expiresAt) > Date.now() + leastMs;
    return isGood ? unlessOver(() => read(accessToken)) : "nothing-to-ask-with";
  }
  const renewed = await unlessOver(() => known.refresh(refreshToken));
  if (renewed === "over") return "over";
  // Kept before it is used: many providers take back the old one.
  await replaceTokens(ctx.db.prisma, { userId, askedAt }, renewed);
  return read(renewed.accessToken);
}

async function unlessOver<T>(ask: () => Promise<T>): Promise<T | "over"> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderRefusal) return "over";
    throw error;
  }
}

/** The roles stay for then: that nothing is renewed does not tell which groups the person is in. */
async function leaveToNextSignIn(tx: Tx, { userId, email }: DueAccess): Promise<void> {
  await dropProviderAccess(tx, userId);
  await endSessionsOf(tx, userId);
  await record(tx, email, {
    reason: "The sign-in provider renews nothing for the person any more: they sign in again.",
  });
}

type Given = { groups: string[]; groupRoles: readonly GroupRole[] };

async function give(tx: Tx, { userId, email }: DueAccess, { groups, groupRoles }: Given): Promise<void> {
  const { before, after } = await giveGroupRoles(tx, { userId, groups }, groupRoles);
  if (isDeepStrictEqual(before, after)) return;
  if (bestRole(after) === null) await endSessionsOf(tx, userId);
  await record(tx, email, {
    reason: "The person's groups at the sign-in provider changed.",
    details: { before, after },
  });
}

function record(
  tx: Tx,
  email: string,
  told: { reason: string; details?: { before: PersonRoles; after: PersonRoles } },
): Promise<void> {
  return recordAct(tx, { actor: systemActor }, { act: "reckonGroups", projectId: null, target: email, ...told });
}
