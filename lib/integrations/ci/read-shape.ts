import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import { SauronError } from "@/lib/errors";

/** An id that some senders write as a number and others as text. */
export const idSchema = z.union([z.number(), z.string()]).transform((id) => storableText(String(id)));

/**
 * A payload as far as we read it; what else is in it is let be.
 * @throws SauronError "bad-request" that names what is missing
 */
export function readShape<S extends z.ZodType>(schema: S, payload: unknown): z.output<S> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map(({ path, message }) => {
    return path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`;
  });
  throw new SauronError("bad-request", `The body is not what this kind of sender sends. ${problems.join("; ")}.`);
}
