import { z } from "zod";
import type { ProviderTokens, SignInProvider } from "@/lib/domain/access/sign-in-provider";
import type { Answer, Request } from "@/lib/integrations/network/send-request";
import { sendSafely } from "@/lib/integrations/network/send-safely";
import { readGroups } from "./read-groups";

/** What was given for a person is taken no more: expired, taken back, or the account is gone. The provider does not say which. */
export class ProviderRefusal extends Error {}

/** What a provider is asked about people who are signed in. An error other than a refusal tells nothing about a person. */
export interface KnownProvider {
  /** @throws ProviderRefusal when the refresh token is taken no more; Error */
  refresh(refreshToken: string): Promise<ProviderTokens>;
  /**
   * Groups of the person with this subject; null when they are not among what is told.
   * @throws ProviderRefusal when the access token is taken no more; Error
   */
  readGroups(accessToken: string, subject: string): Promise<string[] | null>;
}

const withinMs = 10_000;
const maxBytes = 1_000_000;

const discoverySchema = z.object({ token_endpoint: z.url(), userinfo_endpoint: z.url().optional() });
const tokensSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().optional(),
  refresh_token: z.string().min(1).optional(),
});
const errorSchema = z.object({ error: z.string() });
const claimsSchema = z.looseObject({ sub: z.string() });

/**
 * Finds out where the provider is asked.
 * @source OpenID Connect Discovery 1.0, section 4; OpenID Connect Core 1.0, sections 5.3 and 12; RFC 6749, section 6
 * @throws Error when it does not answer, or answers nothing of use
 */
export async function findProvider(provider: SignInProvider, now: () => Date): Promise<KnownProvider> {
  const found = read(discoverySchema, await send(provider.discoveryUrl, { method: "GET", headers: {} }));
  return {
    async refresh(refreshToken) {
      const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken });
      form.set("client_id", provider.clientId);
      if (provider.clientSecret !== null) form.set("client_secret", provider.clientSecret);
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const body = form.toString();
      const answer = await send(found.token_endpoint, { method: "POST", headers, body });
      if (answer.status === 400 && tellsError(answer, "invalid_grant")) throw new ProviderRefusal("invalid_grant");
      const tokens = read(tokensSchema, answer);
      return {
        accessToken: tokens.access_token,
        expiresAt: tokens.expires_in === undefined ? null : laterBy(now(), tokens.expires_in),
        refreshToken: tokens.refresh_token ?? refreshToken,
      };
    },
    async readGroups(accessToken, subject) {
      if (found.userinfo_endpoint === undefined) return null;
      const headers = { authorization: `Bearer ${accessToken}` };
      const answer = await send(found.userinfo_endpoint, { method: "GET", headers });
      if (answer.status === 401) throw new ProviderRefusal("invalid_token");
      const claims = read(claimsSchema, answer);
      if (claims.sub !== subject) throw new Error("the provider told of somebody else");
      return provider.groupsClaim in claims ? readGroups(claims[provider.groupsClaim]) : null;
    },
  };
}

function send(address: string, request: Omit<Request, "withinMs" | "maxBytes">): Promise<Answer> {
  const headers = { accept: "application/json", "user-agent": "Sauron", ...request.headers };
  return sendSafely(new URL(address), { ...request, headers, withinMs, maxBytes });
}

/** Names the status alone: what a provider says besides may hold what it was asked with. */
function read<T>(schema: z.ZodType<T>, { status, text }: Answer): T {
  if (status !== 200) throw new Error(`the provider answered with status ${status}`);
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) throw new Error("the provider answered in a shape that is not understood");
  return parsed.data;
}

function tellsError({ text }: Answer, error: string): boolean {
  return errorSchema.safeParse(parseJson(text)).data?.error === error;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function laterBy(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
