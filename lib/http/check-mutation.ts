import { SauronError } from "@/lib/errors";

/**
 * A changing request must be one that no foreign page can make a browser send: JSON by content type, and when the
 * browser names where it comes from, from here.
 * @throws SauronError "bad-request" or "forbidden"
 */
export function checkMutation(request: Request): void {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new SauronError("bad-request", "Send the body as JSON, with `Content-Type: application/json`.");
  }
  const site = request.headers.get("sec-fetch-site");
  const isForeign = site !== null && site !== "same-origin" && site !== "none";
  if (isForeign || !isSameOrigin(request)) {
    throw new SauronError("forbidden", "This request comes from another site; only Sauron's own pages may send it.");
  }
}

function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * A page of any name that resolves to this machine would count as same origin. While Sauron listens on the loopback
 * address only, the names it is called by are known, and others are refused.
 * @param host the request's Host header, with or without a port
 * @throws SauronError "forbidden"
 */
export function checkHostName(host: string, known: { listensOn: string; publicUrl: string | null }): void {
  if (!loopbackNames.has(known.listensOn)) return;
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
  const publicName = known.publicUrl === null ? null : new URL(known.publicUrl).hostname;
  if (loopbackNames.has(name) || name === publicName) return;
  const message = `Sauron is not known as "${name}" here; set SAURON_URL to the address people use.`;
  throw new SauronError("forbidden", message);
}

const loopbackNames = new Set(["127.0.0.1", "localhost", "[::1]", "::1"]);
