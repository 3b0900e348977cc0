import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { SauronError } from "@/lib/errors";
import { checkHostName } from "./check-mutation";
import { answerPolicy, pagePolicy, strictTransport } from "./response-headers";

/** Tells a page its own address: where to come back to after a sign-in. */
export const pagePathHeader = "x-sauron-page";

/** Address it listens on, and the one people use; null = not known. */
type Known = { listensOn: string; publicUrl: string | null };

/**
 * Gives a page a policy with a nonce of its own. Next reads it from the request and puts the nonce on its own scripts.
 * Who calls Sauron by a name it is not known by is told so, and gets no page.
 */
export function guardPage(request: NextRequest, { listensOn, publicUrl }: Known): NextResponse {
  const refusal = findNameProblem(request.headers.get("host") ?? "", { listensOn, publicUrl });
  if (refusal !== null) {
    const headers = { "content-security-policy": answerPolicy, "content-type": "text/plain; charset=utf-8" };
    return new NextResponse(`${refusal}\n`, { status: 403, headers });
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

function findNameProblem(host: string, known: Known): string | null {
  try {
    checkHostName(host, known);
    return null;
  } catch (error) {
    if (error instanceof SauronError) return error.message;
    throw error;
  }
}
