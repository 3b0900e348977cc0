import { lockPerson } from "@/lib/db/people";
import { keepProviderAccess } from "@/lib/db/provider-access";
import { endSession } from "@/lib/db/sessions";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { bestRole } from "@/lib/domain/access/roles-of";
import type { GroupRole } from "@/lib/domain/access/roles-of-groups";
import type { ProviderTokens } from "@/lib/domain/access/sign-in-provider";
import type { SignIn } from "@/lib/integrations/sign-in/create-sign-in";
import { recordAct } from "../audit/record-act";
import { recordRefusal } from "../audit/record-refusal";
import type { ActContext } from "../context";
import { findPersonOfSession } from "./find-person";
import { giveGroupRoles } from "./give-group-roles";

type Return = { signIn: SignIn; headers: Headers; search: string; groupRoles: readonly GroupRole[] };

/**
 * A browser comes back from the provider of identities. What the person's groups give here is reckoned anew each time:
 * who is no longer in a group loses what it gave. Who gets nothing from any group is not let in.
 * @returns where the browser goes, and its cookies
 */
export async function finishProviderSignIn(
  ctx: ActContext,
  { signIn, headers, search, groupRoles }: Return,
): Promise<{ to: string; cookies: string[] }> {
  const done = await signIn.finishWithProvider(headers, search);
  if (done.outcome === "refused") {
    await noteRefusal(ctx, null, `The provider's answer was not taken: ${done.why}.`);
    return { to: "/sign-in?refused=provider", cookies: done.cookies };
  }
  const { token, groups, providerTokens, cookies, to } = done;
  const before = signIn.readToken(headers.get("cookie"));
  try {
    const isIn = await inTransaction(ctx.db.prisma, (tx) =>
      enter(tx, ctx, { token, groups, groupRoles, providerTokens, before }),
    );
    if (isIn) return { to, cookies };
  } catch (error) {
    await endSession(ctx.db.prisma, token);
    throw error;
  }
  return { to: "/sign-in?refused=groups", cookies: signIn.forgetful() };
}

type Entry = {
  token: string;
  groups: readonly string[];
  groupRoles: readonly GroupRole[];
  /** Null = the provider cannot be asked for groups later. */
  providerTokens: ProviderTokens | null;
  before: string | null;
};

async function enter(tx: Tx, ctx: ActContext, entry: Entry): Promise<boolean> {
  const { token, groups, groupRoles, providerTokens, before } = entry;
  const person = await findPersonOfSession(tx, token, "watch");
  if (!person) return false;
  await lockPerson(tx, person.userId);
  const { after: roles } = await giveGroupRoles(tx, { userId: person.userId, groups, opened: token }, groupRoles);
  if (bestRole(roles) === null) {
    await endSession(tx, token);
    await noteRefusal(ctx, person.email, "None of the person's groups gives a role here.");
    return false;
  }
  if (before !== null) await endSession(tx, before);
  if (providerTokens !== null) await keepProviderAccess(tx, person.userId, providerTokens);
  const by = { ...ctx, actor: { kind: "user" as const, name: person.name } };
  const target = person.email;
  await recordAct(tx, by, { act: "finishProviderSignIn", projectId: null, target, reason: null });
  return true;
}

async function noteRefusal({ db, request }: ActContext, account: string | null, reason: string): Promise<void> {
  await recordRefusal(db, {
    actor: null,
    action: "finishProviderSignIn",
    project: null,
    target: account ?? "sign-in with the provider",
    reason,
    requestId: request?.id ?? null,
    address: request?.address ?? null,
  });
}
