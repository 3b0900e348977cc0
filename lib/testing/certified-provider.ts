import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { visit, type Way } from "./visit";

/**
 * A provider of identities that others wrote, certified for OpenID Connect, on loopback. It insists on the proof of the
 * code, signs people in at its own pages, and tells their groups only to whoever asks with an access token.
 */
export class CertifiedProvider {
  /** Groups of those who have an account, by name. */
  readonly groups = new Map<string, string[]>();
  /** Whose e-mail it has not verified. */
  readonly unverified = new Set<string>();
  readonly #server = createServer((request, response) => this.#handle?.(request, response));
  #handle: ReturnType<Provider["callback"]> | null = null;

  async start(client: { id: string; secret: string; redirectUri: string }): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const provider = new Provider(this.url, {
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          redirect_uris: [client.redirectUri],
          grant_types: ["authorization_code", "refresh_token"],
        },
      ],
      scopes: ["openid", "offline_access"],
      claims: { openid: ["sub"], email: ["email", "email_verified"], groups: ["groups"] },
      pkce: { required: () => true },
      findAccount: (_context, id) => {
        const groups = this.groups.get(id);
        const claims = { sub: id, email: `${id}@example.org`, email_verified: !this.unverified.has(id), groups };
        return groups && { accountId: id, claims: () => claims };
      },
    });
    this.#handle = provider.callback();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** Goes through its pages as somebody, from the address a client sent them to, and returns where they are sent back. */
  async signIn(address: string, name: string): Promise<URL> {
    const way: Way = { cookies: new Map() };
    const answers = [new URLSearchParams({ prompt: "login", login: name, password: "any" }), consent];
    let at = new URL(address);
    while (at.origin === this.url) {
      const isForm = at.pathname.startsWith("/interaction/");
      const body = isForm ? answers.shift() : undefined;
      const response = await visit(way, at.href, body ? { method: "POST", body } : {});
      const location = response.headers.get("location");
      if (location === null) throw new Error(`the provider stops at ${at.pathname}: ${await response.text()}`);
      at = new URL(location, at);
    }
    return at;
  }
}

const consent = new URLSearchParams({ prompt: "consent" });
