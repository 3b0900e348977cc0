import { lockPerson } from "@/lib/db/people";
import { keepProviderAccess } from "@/lib/db/provider-access";
import { endSession } from "@/lib/db/sessions";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { bestRole } from "@/lib/domain/access/roles-of";
import type { GroupRole } from "@/lib/domain/access/roles-of-groups";
import type { ProviderTokens } from "@/lib/domain/access/sign-in-provider";
import type { SignIn } from "@/lib/integrations/sign-in/create-sign-in";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import { findPersonOfSession } from "./find-person";
import { giveGroupRoles } from "./give-group-roles";

/** Why somebody was not let in, for the audit. */
type NotLetIn = {
  /** E-mail; null = nobody of whom it is known. */
  account: string | null;
  why: string;
};

type Return = { signIn: SignIn; headers: Headers; search: string; groupRoles: readonly GroupRole[] };

/**
 * A browser comes back from the provider of identities. What the person's groups give here is reckoned anew each time:
 * who is no longer in a group loses what it gave. Who gets nothing from any group is not let in.
 * @returns where the browser goes, its cookies, and why the person was not let in, if they were not
 */
export async function finishProviderSignIn(
  ctx: ActContext,
  { signIn, headers, search, groupRoles }: Return,
): Promise<{ to: string; cookies: string[]; refusal: NotLetIn | null }> {
  const done = await signIn.finishWithProvider(headers, search);
  if (done.outcome === "refused") {
    const refusal = { account: null, why: `The provider's answer was not taken: ${done.why}.` };
    return { to: "/sign-in?refused=provider", cookies: done.cookies, refusal };
  }
  if (done.outcome === "email-not-verified") {
    const refusal = { account: done.email, why: "The provider says that this e-mail is not verified." };
    return { to: "/sign-in?refused=email", cookies: done.cookies, refusal };
  }
  const { token, groups, providerTokens, cookies, to } = done;
  const before = signIn.readToken(headers.get("cookie"));
  try {
    const refusal = await inTransaction(ctx.db.prisma, (tx) =>
      enter(tx, ctx, { token, groups, groupRoles, providerTokens, before }),
    );
    if (refusal === null) return { to, cookies, refusal };
    return { to: "/sign-in?refused=groups", cookies: signIn.forgetful(), refusal };
  } catch (error) {
    await endSession(ctx.db.prisma, token);
    throw error;
  }
}

type Entry = {
  token: string;
  groups: readonly string[];
  groupRoles: readonly GroupRole[];
  /** Null = the provider cannot be asked for groups later. */
  providerTokens: ProviderTokens | null;
  before: string | null;
};

async function enter(tx: Tx, ctx: ActContext, entry: Entry): Promise<NotLetIn | null> {
  const { token, groups, groupRoles, providerTokens, before } = entry;
  const person = await findPersonOfSession(tx, token, "watch");
  if (!person) return { account: null, why: "The session was over at once." };
  await lockPerson(tx, person.userId);
  const { after: roles } = await giveGroupRoles(tx, { userId: person.userId, groups, opened: token }, groupRoles);
  if (bestRole(roles) === null) {
    await endSession(tx, token);
    return { account: person.email, why: "None of the person's groups gives a role here." };
  }
  if (before !== null) await endSession(tx, before);
  if (providerTokens !== null) await keepProviderAccess(tx, person.userId, providerTokens);
  const by = { ...ctx, actor: { kind: "user" as const, name: person.name } };
  const target = person.email;
  await recordAct(tx, by, { act: "finishProviderSignIn", projectId: null, target, reason: null });
  return null;
}
