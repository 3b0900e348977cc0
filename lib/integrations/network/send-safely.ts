import { resolveHost } from "./resolve-host";
import { type Answer, type Request, sendRequest } from "./send-request";

/** The name means an address that Sauron does not connect to, or none; the message is a sentence that says which. */
export class RefusedHostError extends Error {}

/**
 * One request to wherever its name leads now, if that is an address to connect to.
 * @throws RefusedHostError; what `sendRequest` throws
 */
export async function sendSafely(url: URL, request: Request): Promise<Answer> {
  const resolved = await resolveHost(url.hostname.replace(/^\[|\]$/g, ""));
  if (!resolved.ok) throw new RefusedHostError(resolved.reason);
  return sendRequest(resolved.addresses, url, request);
}
