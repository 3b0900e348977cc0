/** The other end of a request's connection, which `create-web-server.ts` has written there. Null when it is not known. */
export function readPeer(headers: Headers): string | null {
  return headers.get("x-sauron-peer");
}

export function isLoopback(address: string | null): boolean {
  return address !== null && (address === "::1" || /^127\.\d+\.\d+\.\d+$/.test(address));
}
