import type { Actor } from "@/lib/contracts/views";

const longestName = 100;

/** Whoever has not said a name. */
const nameless = "somebody without a name";

/** For whom a program of this machine speaks: the name in the `x-sauron-actor` header (URI-encoded), or somebody. */
export function readActor(headers: Headers): Actor {
  const name = decodeName(headers.get("x-sauron-actor") ?? "")
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
