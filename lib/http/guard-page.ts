import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pagePolicy, strictTransport } from "./response-headers";

/** Tells a page its own address: where to come back to after a sign-in. */
export const pagePathHeader = "x-sauron-page";

/**
 * Gives a page a policy with a nonce of its own. Next reads it from the request and puts the nonce on its own scripts.
 * An address that is none goes no further: what is behind would fail over it.
 * @param publicUrl address people use; null = not known
 */
export function guardPage(request: NextRequest, publicUrl: string | null): NextResponse {
  if (!isReadable(request.nextUrl.pathname)) {
    return new NextResponse("This address cannot be read: a % in it must be followed by two hex digits.\n", {
      status: 400,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  }
  const policy = pagePolicy(randomBytes(16).toString("base64"));
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(pagePathHeader, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (publicUrl?.startsWith("https:")) {
    for (const [name, value] of Object.entries(strictTransport)) response.headers.set(name, value);
  }
  return response;
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
