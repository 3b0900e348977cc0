import { createInterface } from "node:readline";
import type { Storyteller } from "./story/storyteller";
import { landingKinds } from "./story/types";

/** Lands a commit for each line of `input` that names a kind of it; returns how to stop listening. */
export function readRequests(
  input: NodeJS.ReadableStream,
  storyteller: Pick<Storyteller, "request">,
  say: (line: string) => void,
): () => Promise<void> {
  const lines = createInterface({ input });
  lines.on("line", (line) => {
    const kind = landingKinds.find((each) => each === line.trim());
    if (kind) storyteller.request(kind);
    else say(`There is no "${line.trim()}" commit; say one of: ${landingKinds.join(", ")}.`);
  });
  return async () => lines.close();
}
