import { z } from "zod";
import { tryParseJson } from "./parse-json-body";

/** Gerrit's command that tells what happens, one JSON object a line, of every repository its user may read. */
export const streamEventsCommand = "gerrit stream-events";

/** `dropped`: Gerrit had more to tell than it keeps for a slow listener, and says that some of it is gone. */
export type StreamLine = { line: "event"; repository: string | null } | { line: "dropped" };

const name = z.union([z.string(), z.object({ name: z.string() }).transform((project) => project.name)]);
const namesSchema = z.object({
  refUpdate: z.object({ project: name }).nullish().catch(null),
  change: z.object({ project: name }).nullish().catch(null),
  project: name.nullish().catch(null),
  projectName: z.string().nullish().catch(null),
});

/** Which repository a line is about; null when it does not say so, or cannot be read. */
export function readStreamLine(line: Uint8Array): StreamLine {
  const payload = tryParseJson(line);
  if (z.object({ type: z.literal("dropped-output") }).safeParse(payload).success) return { line: "dropped" };
  const { data } = namesSchema.safeParse(payload);
  const repository = data?.refUpdate?.project ?? data?.change?.project ?? data?.project ?? data?.projectName ?? null;
  return { line: "event", repository };
}
