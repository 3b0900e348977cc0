import type { Actor } from "@/lib/contracts/views";

const longestName = 100;

/** Whoever uses a browser or the API without having said a name. */
const nameless = "somebody without a name";

/** Who a request speaks for: the name in its `x-sauron-actor` header (URI-encoded), or somebody. */
export function readActor(request: Request): Actor {
  const name = decodeName(request.headers.get("x-sauron-actor") ?? "")
    .replace(/\p{C}/gu, "")
    .trim()
    .slice(0, longestName);
  return { kind: "user", name: name === "" ? nameless : name };
}

function decodeName(text: string): string {
  try {
    return decodeURIComponent(text).toWellFormed();
  } catch {
    return text;
  }
}
