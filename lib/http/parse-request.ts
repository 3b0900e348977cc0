import type { z } from "zod";
import { SauronError } from "@/lib/errors";

/**
 * Parses one part of a request strictly.
 * @param part how the part is called in the sentence, e.g. "body"
 * @throws SauronError "bad-request" that names everything wrong with it
 */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown, part: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 20).map((issue) => {
    const path = issue.path.map(String).join(".");
    return path === "" ? issue.message : `${path}: ${issue.message}`;
  });
  throw new SauronError("bad-request", `The ${part} cannot be used. ${problems.join("; ")}.`, {
    details: { problems },
  });
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
