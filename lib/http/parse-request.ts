import type { z } from "zod";
import { describeRequest } from "@/lib/contracts/describe-request";
import { SauronError } from "@/lib/errors";

/**
 * Parses one part of a request strictly.
 * @param part how the part is called in the sentence, e.g. "body"
 * @throws SauronError "bad-request" that names everything wrong with it
 */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown, part: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success && holdsNul(parsed.data)) {
    throw new SauronError("bad-request", `The ${part} holds the character U+0000; leave it out.`);
  }
  if (parsed.success) return parsed.data;
  const problems = describeRequest(schema, value, parsed.error, part);
  throw new SauronError("bad-request", problems.join(" "), { details: { problems } });
}

/** PostgreSQL stores no text with it, and no name or sentence has one. */
function holdsNul(value: unknown): boolean {
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "string" && next.includes("\0")) return true;
    if (typeof next === "object" && next !== null) left.push(...Object.keys(next), ...Object.values(next));
  }
  return false;
}

/** The query of an address as an object; a key that comes twice is given as a list, which no schema takes. */
export function queryObject(url: URL): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((key) => {
      const values = url.searchParams.getAll(key);
      return [key, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
