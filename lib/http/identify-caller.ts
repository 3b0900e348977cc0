import type { Actor } from "@/lib/contracts/views";
import type { Principal } from "@/lib/domain/access/principal";
import { SauronError } from "@/lib/errors";
import { findPersonOfProxy, findPersonOfSession, type SignedInPerson } from "@/lib/services/sign-in/find-person";
import { authenticateToken, type WorkingToken } from "@/lib/services/tokens/authenticate-token";
import { equalSecrets } from "./equal-secrets";
import { isLoopback } from "./peer-address";
import { readActor } from "./read-actor";
import { readAddress } from "./read-address";
import type { WebProcess } from "./web-process";

/** Who a request comes from, and for whom it speaks. */
export type Caller = {
  actor: Actor;
  principal: Principal;
  token: WorkingToken | null;
  person: SignedInPerson | null;
};

type Asked = Pick<WebProcess, "db" | "signIn" | "localKey" | "readProxyEmail">;

/**
 * Tells who sends a request, by what it brings: a token or the key of this machine, the word of a trusted proxy, the
 * cookie of a session, or nothing.
 * @param look "use" counts as a use of the session, "watch" does not
 * @throws SauronError "unauthenticated" when it brings a token or a key that does not work
 */
export async function identifyCaller(headers: Headers, web: Asked, look: "use" | "watch" = "use"): Promise<Caller> {
  const authorization = headers.get("authorization") ?? "";
  // Other schemes are those of a proxy in front.
  if (/^Bearer +srk_/i.test(authorization)) return identifyMachine(headers, authorization, web);
  if (/^Bearer\b/i.test(authorization)) return identifyToken(authorization, web);
  const person = (await findPersonBehindProxy(headers, web)) ?? (await findPersonOfCookie(headers, web, look));
  return person ? asPerson(person) : nobody;
}

/** The same for who opens a page: a token or a key that does not work leads to the sign-in, as none does. */
export async function identifyVisitor(headers: Headers, web: Asked): Promise<Caller> {
  try {
    return await identifyCaller(headers, web);
  } catch (error) {
    if (error instanceof SauronError && error.code === "unauthenticated") return nobody;
    throw error;
  }
}

const nobody: Caller = {
  actor: { kind: "user", name: "nobody known" },
  principal: { kind: "nobody" },
  token: null,
  person: null,
};

/** Its key opens nothing from elsewhere, so that it is of no use to whoever finds it in a backup. */
function identifyMachine(headers: Headers, authorization: string, { localKey }: Asked): Caller {
  const given = authorization.replace(/^Bearer +/i, "").trim();
  if (localKey === null || !equalSecrets(given, localKey) || !isLoopback(readAddress(headers))) {
    throw new SauronError("unauthenticated", "This key is not that of the machine Sauron runs on.");
  }
  return { actor: readActor(headers), principal: { kind: "machine" }, token: null, person: null };
}

async function identifyToken(authorization: string, { db }: Asked): Promise<Caller> {
  const token = await authenticateToken(db.prisma, authorization);
  const { id, name, project, scopes } = token;
  return { actor: { kind: "api", name }, principal: { kind: "token", id, project, scopes }, token, person: null };
}

async function findPersonBehindProxy(headers: Headers, { readProxyEmail, db }: Asked): Promise<SignedInPerson | null> {
  const email = await readProxyEmail(headers);
  return email === null ? null : findPersonOfProxy(db.prisma, email);
}

async function findPersonOfCookie(headers: Headers, web: Asked, look: "use" | "watch"): Promise<SignedInPerson | null> {
  const cookies = headers.get("cookie");
  if (!cookies) return null;
  const token = web.signIn().readToken(cookies);
  return token === null ? null : findPersonOfSession(web.db.prisma, token, look);
}

function asPerson(person: SignedInPerson): Caller {
  const { name, roles } = person;
  return { actor: { kind: "user", name }, principal: { kind: "person", roles }, token: null, person };
}
