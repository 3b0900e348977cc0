import type { z } from "zod";
import { describeSchemaIssues } from "./describe-schema-issue";

/** More mistakes than this in one line are only counted. */
const maxProblems = 5;

/** Reads one line of JSON Lines. `error` says what is wrong and where, e.g. "queue[4].tests: write `passed`, …". */
export function parseJsonLine<T>(schema: z.ZodType<T>, line: string): { value: T } | { error: string } {
  let document: unknown;
  try {
    document = JSON.parse(line);
  } catch (error) {
    return { error: line.trim() === "" ? "the line is empty" : `not JSON: ${(error as SyntaxError).message}` };
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return { value: parsed.data };
  const problems = describeSchemaIssues(schema, document, parsed.error.issues.slice(0, maxProblems));
  const sentences = problems.slice(0, maxProblems).map(({ path, message }) => `${formatPath(path)}: ${message}`);
  const more = parsed.error.issues.length - maxProblems;
  return { error: sentences.join("; ") + (more > 0 ? `; and ${more} more` : "") };
}

/** ["queue", 4, "tests"] -> "queue[4].tests" */
function formatPath(path: PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text === "" ? "the line" : text.replace(/^\./, "");
}
