import { isIP } from "node:net";
import type { AssertionRules, ReadAssertion, TrustedProxy } from "@/lib/domain/access/trusted-proxy";
import { equalSecrets } from "./equal-secrets";
import { readPeer } from "./peer-address";

/** The e-mail of whom the trusted proxy in front has signed in; null when it says nothing, or that cannot be believed. */
export type ReadProxyEmail = (headers: Headers) => Promise<string | null>;

/** Without a trusted proxy nothing of it is read. */
export function createProxyReader(
  proxy: TrustedProxy | null,
  createAssertionReader: (rules: AssertionRules) => ReadAssertion,
): ReadProxyEmail {
  if (proxy === null) return async () => null;
  if (proxy.proof === "secret") return async (headers) => readWithSecret(headers, proxy);
  const readAssertion = createAssertionReader(proxy);
  return async (headers) => {
    const assertion = headers.get(proxy.header);
    return assertion ? readAssertion(assertion) : null;
  };
}

/** What the headers say counts only from the proxy's addresses and with its secret. */
function readWithSecret(headers: Headers, proxy: TrustedProxy & { proof: "secret" }): string | null {
  const email = headers.get(proxy.emailHeader);
  const peer = readPeer(headers) ?? "";
  const version = isIP(peer);
  if (!email || version === 0 || !proxy.peers.check(peer, version === 6 ? "ipv6" : "ipv4")) return null;
  return equalSecrets(headers.get(proxy.secretHeader) ?? "", proxy.secret) ? email : null;
}
