import type { NextRequest } from "next/server";
import { readEnvironment } from "./lib/config/read-environment";
import { guardPage } from "./lib/http/guard-page";

const { host, url } = readEnvironment();

/** Next calls this before it makes a page. No right is checked here: whoever reads or changes anything does that. */
export function proxy(request: NextRequest) {
  return guardPage(request, { listensOn: host, publicUrl: url });
}

/** The API and the files have no nonce; `next.config.ts` gives them theirs, and no body of a request is held up here. */
export const config = { matcher: "/((?!api/|_next/static/).*)" };
