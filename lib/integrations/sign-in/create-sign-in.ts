import { AsyncLocalStorage } from "node:async_hooks";
import { createHmac, timingSafeEqual } from "node:crypto";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { betterAuth } from "better-auth/minimal";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import type { ProviderTokens, SignInProvider } from "@/lib/domain/access/sign-in-provider";
import type { Logger } from "@/lib/logger";
import { findProvider } from "./known-provider";
import { readGroups } from "./read-groups";
import { withSafeFetch } from "./with-safe-fetch";

/** What the sign-in library is made of here; everything comes in, and nothing is read from the environment. */
export type SignInParts = {
  /** The database client; the library writes User, Session, Account and Verification with it. */
  prisma: object;
  /** The first signs, the others are still known. */
  secrets: readonly [string, ...string[]];
  /** Address people use, without a path. */
  publicUrl: string;
  provider: SignInProvider | null;
  logger: Logger;
};

/** Somebody has signed in: the cookies for the browser, and the token of the session. */
export type OpenedSession = { cookies: string[]; token: string };

export type ProviderOutcome =
  | {
      outcome: "signed-in";
      cookies: string[];
      token: string;
      to: string;
      groups: string[];
      /** With what it can be asked for them later; null = it does not tell them in that way. */
      providerTokens: ProviderTokens | null;
    }
  /** The provider itself says that the e-mail may be that of somebody else. */
  | { outcome: "email-not-verified"; cookies: string[]; email: string }
  | { outcome: "refused"; cookies: string[]; why: string };

/** The one door to the sign-in library: only what is named here can be reached through it. */
export interface SignIn {
  /** Null = the e-mail or the password is wrong; telling which takes as long either way. */
  withPassword(from: Headers, account: { email: string; password: string }): Promise<OpenedSession | null>;
  /** Where the browser goes to sign in with the provider, and comes back from to `to`, a path of ours. */
  beginWithProvider(from: Headers, to: string): Promise<{ url: string; cookies: string[] }>;
  /** The browser is back. */
  finishWithProvider(from: Headers, search: string): Promise<ProviderOutcome>;
  /** The token of the session whose cookie the browser sends, if its signature is ours. */
  readToken(cookies: string | null): string | null;
  /** Cookies that make the browser forget its session. */
  forgetful(): string[];
}

/** A session ends after so many days, whatever is done in it. */
const longestDays = 7;

const providerId = "oidc";
const inside = "/api/auth";

/** Address to which the provider sends the browser back, below the public one. */
export const providerCallbackPath = "/api/v1/sign-in/provider/callback";

export function createSignIn(parts: SignInParts): SignIn {
  const { publicUrl, secrets } = parts;
  const { protocol, port } = new URL(publicUrl);
  const isSecure = protocol === "https:";
  // Browsers tell hosts apart, not ports: a demo on the same machine would sign people out.
  const cookie = isSecure ? "__Host-sauron-session" : `sauron-session-${port || "80"}`;
  const profile: Profile = new AsyncLocalStorage();
  const open = (ways: SignInParts) => withSafeFetch(() => openLibrary(ways, { cookie, isSecure }, profile));
  const auth = open(parts);
  // The library answers nothing before it has asked the provider about itself: a password shall not wait for that.
  const passwords = open({ ...parts, provider: null });

  return {
    async withPassword(from, body) {
      const response = await passwords.api.signInEmail({ body, headers: from, asResponse: true });
      if (!response.ok) return null;
      const cookies = response.headers.getSetCookie();
      return { cookies, token: tokenIn(cookies) };
    },
    async beginWithProvider(from, to) {
      const body = { provider: providerId, callbackURL: to, errorCallbackURL: "/sign-in", disableRedirect: true };
      const response = await withSafeFetch(() => auth.api.signInSocial({ body, headers: from, asResponse: true }));
      const { url } = (await response.json()) as { url?: string };
      if (!response.ok || !url) throw new Error(`the sign-in provider cannot be used: ${response.status}`);
      return { url, cookies: response.headers.getSetCookie() };
    },
    async finishWithProvider(from, search): Promise<ProviderOutcome> {
      const told: Told = { groups: [], subject: "", providerTokens: null, unverifiedEmail: null };
      return profile.run(told, async (): Promise<ProviderOutcome> => {
        const url = `${publicUrl}${inside}/callback/${providerId}${search}`;
        const response = await withSafeFetch(() => auth.handler(new Request(url, { headers: from })));
        const cookies = response.headers.getSetCookie();
        const { unverifiedEmail } = told;
        if (unverifiedEmail !== null) return { outcome: "email-not-verified", cookies, email: unverifiedEmail };
        const to = new URL(response.headers.get("location") ?? "/sign-in?error=no_answer", publicUrl);
        const why = to.searchParams.get("error");
        if (why !== null || !cookies.some((each) => each.startsWith(`${cookie}=`))) {
          return { outcome: "refused", cookies, why: why ?? "no session" };
        }
        const { groups, providerTokens } = await preferLaterGroups(parts, told);
        const path = `${to.pathname}${to.search}`;
        return { outcome: "signed-in", cookies, token: tokenIn(cookies), to: path, groups, providerTokens };
      });
    },
    readToken: (cookies) => readSigned(cookies, cookie),
    forgetful: () => [`${cookie}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`],
  };

  function tokenIn(setCookies: string[]): string {
    const pairs = setCookies.map((each) => each.split(";", 1)[0]).join("; ");
    const token = readSigned(pairs, cookie);
    if (token === null) throw new Error("the sign-in library gave no session cookie of ours");
    return token;
  }

  function readSigned(cookies: string | null, name: string): string | null {
    const found = (cookies ?? "").split(/; */).find((each) => each.startsWith(`${name}=`));
    const signed = found === undefined ? "" : decode(found.slice(name.length + 1));
    const dot = signed.lastIndexOf(".");
    if (dot < 1) return null;
    const value = signed.slice(0, dot);
    const given = Buffer.from(signed.slice(dot + 1), "base64");
    const isOurs = secrets.some((secret) => {
      const right = createHmac("sha256", secret).update(value).digest();
      return given.length === right.length && timingSafeEqual(given, right);
    });
    return isOurs ? value : null;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

type Cookies = { cookie: string; isSecure: boolean };
/** What the provider tells during a sign-in and the library has no place for. */
type Told = {
  groups: string[];
  /** Who the person is there. */
  subject: string;
  providerTokens: ProviderTokens | null;
  /** An e-mail of which it says that nobody has verified it; null = it says no such thing. */
  unverifiedEmail: string | null;
};
type Profile = AsyncLocalStorage<Told>;

/**
 * Groups as they will be asked for while the person is signed in: those of the identity token may be others, and nobody
 * shall gain or lose by when they are asked for.
 */
async function preferLaterGroups(
  { provider, logger }: SignInParts,
  { groups, subject, providerTokens }: Told,
): Promise<Pick<Told, "groups" | "providerTokens">> {
  const untold = { groups, providerTokens: null };
  if (!provider || !providerTokens) return untold;
  try {
    const known = await findProvider(provider, () => new Date());
    const later = await known.readGroups(providerTokens.accessToken, subject);
    return later ? { groups: later, providerTokens } : untold;
  } catch (error) {
    logger.warn(
      { err: error },
      "the sign-in provider does not tell groups; those of the sign-in count until the next one",
    );
    return untold;
  }
}

function openLibrary({ prisma, secrets, publicUrl, provider, logger }: SignInParts, has: Cookies, profile: Profile) {
  const attributes = { secure: has.isSecure, httpOnly: true, sameSite: "lax", path: "/" } as const;
  return betterAuth({
    appName: "Sauron",
    baseURL: publicUrl,
    basePath: inside,
    secret: secrets[0],
    database: prismaAdapter(prisma, { provider: "postgresql" }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: 1000 },
    // Idle sessions are ended where they are looked up.
    session: { expiresIn: longestDays * 86_400, disableSessionRefresh: true },
    account: { accountLinking: { enabled: false } },
    // The library would store the provider's tokens in the clear.
    databaseHooks: {
      account: {
        create: { before: async (account) => ({ data: takeTokens(account, profile) }) },
        update: { before: async (account) => ({ data: takeTokens(account, profile) }) },
      },
    },
    advanced: {
      cookiePrefix: "sauron",
      useSecureCookies: false,
      defaultCookieAttributes: attributes,
      cookies: { session_token: { name: has.cookie, attributes } },
    },
    // Tries are counted in the database, for all web processes together.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "error", log: (_level, message) => logger.warn({ message }, "the sign-in library complains") },
    plugins: provider ? [genericOAuth({ config: [configure(provider, publicUrl, profile)] })] : [],
  });
}

/** Some providers write it as text, and many do not say it at all: those are believed. */
function isDenied(claim: unknown): boolean {
  return claim === false || claim === "false";
}

type Tokens = {
  accessToken?: string | null | undefined;
  refreshToken?: string | null | undefined;
  accessTokenExpiresAt?: Date | null | undefined;
};

/** Hands the tokens to whoever signs in, and leaves none in what is stored. */
function takeTokens<Account extends Tokens>(account: Account, profile: Profile) {
  const { accessToken, refreshToken = null, accessTokenExpiresAt = null } = account;
  const told = profile.getStore();
  if (told && accessToken) {
    told.providerTokens = { accessToken, refreshToken, expiresAt: accessTokenExpiresAt?.toISOString() ?? null };
  }
  return { ...account, accessToken: null, refreshToken: null, idToken: null };
}

function configure(provider: SignInProvider, publicUrl: string, profile: Profile) {
  return {
    providerId,
    name: provider.name,
    discoveryUrl: provider.discoveryUrl,
    requireIdTokenVerification: true,
    clientId: provider.clientId,
    ...(provider.clientSecret !== null && { clientSecret: provider.clientSecret }),
    scopes: provider.scopes,
    redirectURI: `${publicUrl}${providerCallbackPath}`,
    pkce: true,
    overrideUserInfo: true,
    mapProfileToUser: (claims: Record<string, unknown>) => {
      const store = profile.getStore();
      if (store)
        Object.assign(store, { groups: readGroups(claims[provider.groupsClaim]), subject: String(claims.sub) });
      const email = typeof claims.email === "string" ? claims.email.toLowerCase() : undefined;
      // People are known by their e-mail. The library lets in nobody who has none.
      if (email !== undefined && isDenied(claims.email_verified)) {
        if (store) store.unverifiedEmail = email;
        return { email: "" };
      }
      // The record names people by their name: one that everybody may choose for themselves names nobody.
      return email === undefined ? {} : { email, name: email };
    },
  };
}
