import { isIP } from "node:net";

/** Address of the caller, which `create-web-server.ts` has written there. Null when it is no address. */
export function readAddress(headers: Headers): string | null {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return isIP(last) === 0 ? null : last;
}
