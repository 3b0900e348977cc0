import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pagePolicy, strictTransport } from "./response-headers";

/** Tells a page its own address: where to come back to after a sign-in. */
export const pagePathHeader = "x-sauron-page";

/**
 * Gives a page a policy with a nonce of its own. Next reads it from the request and puts the nonce on its own scripts.
 * @param publicUrl address people use; null = not known
 */
export function guardPage(request: NextRequest, publicUrl: string | null): NextResponse {
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
