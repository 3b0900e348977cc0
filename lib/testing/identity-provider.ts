import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Somebody who has an account there. */
export type ProviderPerson = { sub: string; email: string; groups?: string[]; email_verified?: boolean | string };

type Client = { id: string; secret: string };
type Grant = { person: ProviderPerson; challenge: string; nonce: string | null; redirectUri: string };

const makeKeys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const keyNames = { kid: "one", alg: "RS256", use: "sig" };

/**
 * A provider of identities as OpenID Connect has it, on loopback: it asks nobody anything, and signs in whoever is set.
 * @source OpenID Connect Core 1.0, section 3.1; RFC 7636 for the proof of the code
 */
export class IdentityProvider {
  /** Who signs in next. */
  person: ProviderPerson = { sub: "1", email: "ana@example.org", groups: [] };
  /** Whether tokens are signed with a key of somebody else. */
  isForged = false;
  /** Whether it answers nothing of use. */
  isAway = false;
  /** Whether it answers who asks for what it knows of somebody as one that may not. */
  refusesUserInfo = false;
  /** Another address to which whoever asks for one of these paths is sent on. */
  readonly movedTo = new Map<string, string>();
  /** Whether those who ask later are given something to ask with. */
  givesRefreshTokens = true;
  /** Those who have an account, by subject: what is told when somebody asks later. */
  readonly accounts = new Map<string, ProviderPerson>();

  readonly #client: Client;
  readonly #keys = makeKeys();
  readonly #strange = makeKeys();
  readonly #grants = new Map<string, Grant>();
  /** Subjects by what they are asked for with. */
  readonly #accessTokens = new Map<string, string>();
  readonly #refreshTokens = new Map<string, string>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(client: Client) {
    this.#client = client;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    const answer = (body: object, status = 200) =>
      void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (this.isAway) return answer({ error: "temporarily_unavailable" }, 503);
    const location = this.movedTo.get(pathname);
    if (location !== undefined) return void response.writeHead(307, { location }).end();
    if (pathname === "/.well-known/openid-configuration") return answer(this.#discovery());
    if (pathname === "/jwks") {
      return answer({ keys: [{ ...this.#keys.publicKey.export({ format: "jwk" }), ...keyNames }] });
    }
    if (pathname === "/authorize") {
      return void response.writeHead(302, { location: this.#authorize(searchParams) }).end();
    }
    if (pathname === "/userinfo") {
      const person = this.accounts.get(this.#accessTokens.get(request.headers.authorization ?? "") ?? "");
      return person && !this.refusesUserInfo ? answer(person) : answer({ error: "invalid_token" }, 401);
    }
    if (pathname !== "/token") return answer({ error: "not_found" }, 404);
    const asked = new URLSearchParams(await text(request));
    const isRefresh = asked.get("grant_type") === "refresh_token";
    const tokens = isRefresh ? this.#refresh(request, asked) : this.#redeem(request, asked);
    return tokens ? answer(tokens) : answer({ error: "invalid_grant" }, 400);
  }

  #discovery(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      userinfo_endpoint: `${this.url}/userinfo`,
      jwks_uri: `${this.url}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
    };
  }

  /** Refuses whoever proves nothing of the code they will come for. */
  #authorize(asked: URLSearchParams): string {
    const redirectUri = asked.get("redirect_uri") ?? "";
    const back = new URL(redirectUri);
    const state = asked.get("state");
    if (state !== null) back.searchParams.set("state", state);
    const challenge = asked.get("code_challenge");
    if (asked.get("client_id") !== this.#client.id || asked.get("code_challenge_method") !== "S256" || !challenge) {
      back.searchParams.set("error", "invalid_request");
      return back.href;
    }
    const code = randomUUID();
    this.#grants.set(code, { person: this.person, challenge, nonce: asked.get("nonce"), redirectUri });
    back.searchParams.set("code", code);
    return back.href;
  }

  /** A code is good once, for the client, and for whoever has what its proof was made of. */
  #redeem(request: IncomingMessage, asked: URLSearchParams): object | null {
    const code = asked.get("code") ?? "";
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const verifier = asked.get("code_verifier") ?? "";
    const proof = createHash("sha256").update(verifier).digest("base64url");
    if (!grant || !this.#isClient(request, asked)) return null;
    if (grant.challenge !== proof || grant.redirectUri !== asked.get("redirect_uri")) return null;
    const now = Math.floor(Date.now() / 1000);
    const { person, nonce } = grant;
    const idToken = this.#signed({
      ...{ iss: this.url, aud: this.#client.id, iat: now, exp: now + 300 },
      ...{ email_verified: true, name: person.email },
      ...person,
      ...(nonce === null ? {} : { nonce }),
    });
    this.accounts.set(person.sub, person);
    return { ...this.#tokensFor(person.sub), id_token: idToken };
  }

  /** A refresh token is good once. */
  #refresh(request: IncomingMessage, asked: URLSearchParams): object | null {
    const given = asked.get("refresh_token") ?? "";
    const subject = this.#refreshTokens.get(given) ?? "";
    this.#refreshTokens.delete(given);
    return this.#isClient(request, asked) && this.accounts.has(subject) ? this.#tokensFor(subject) : null;
  }

  #tokensFor(subject: string): object {
    const [access, refresh] = [randomUUID(), randomUUID()];
    this.#accessTokens.set(`Bearer ${access}`, subject);
    if (this.givesRefreshTokens) this.#refreshTokens.set(refresh, subject);
    const tokens = { access_token: access, token_type: "Bearer", expires_in: 300 };
    return this.givesRefreshTokens ? { ...tokens, refresh_token: refresh } : tokens;
  }

  #isClient(request: IncomingMessage, asked: URLSearchParams): boolean {
    const { id, secret } = this.#client;
    const basic = Buffer.from(`${id}:${secret}`).toString("base64");
    if (request.headers.authorization === `Basic ${basic}`) return true;
    return asked.get("client_id") === id && asked.get("client_secret") === secret;
  }

  #signed(claims: object): string {
    const parts = [{ typ: "JWT", ...keyNames }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString("base64url"),
    );
    const { privateKey } = this.isForged ? this.#strange : this.#keys;
    return [...parts, sign("RSA-SHA256", Buffer.from(parts.join(".")), privateKey).toString("base64url")].join(".");
  }
}
