import { type BlockList, isIP } from "node:net";

/**
 * Address of who sends a request: the one at the other end of the connection, or, when that is a proxy we know, the last
 * one the proxies name that is none of them. What anybody else writes into the header counts for nothing.
 * @param peer the other end of the connection
 * @param forwarded the `x-forwarded-for` header
 */
export function callerAddress(peer: string, forwarded: string | string[] | undefined, proxies: BlockList): string {
  const named = [forwarded ?? []].flat().join(",").split(",").map(normalize);
  let address = normalize(peer);
  while (isProxy(address, proxies)) {
    const next = named.pop();
    if (next === undefined || isIP(next) === 0) break;
    address = next;
  }
  return address;
}

function isProxy(address: string, proxies: BlockList): boolean {
  const version = isIP(address);
  return version !== 0 && proxies.check(address, version === 6 ? "ipv6" : "ipv4");
}

/** An IPv4 address is written as one, also where the system gives it as part of IPv6. */
export function normalize(text: string): string {
  const address = text.trim();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address;
}
