import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { readLineBatches } from "./read-line-batches";

/**
 * Answers every line of standard input with one JSON line, in order, as they come.
 * @param answer gives the object to print for a line; one with an `error` means that the line was wrong
 * @returns the exit code: 0, or 1 when any line was wrong
 */
export async function answerLines(
  answer: (line: string) => object,
  { stdin, stdout }: { stdin: Readable; stdout: Writable } = process,
): Promise<number> {
  let exitCode = 0;
  for await (const lines of readLineBatches(stdin)) {
    const answers = lines.map(answer);
    if (answers.some((each) => "error" in each)) exitCode = 1;
    const text = answers.map((each) => `${JSON.stringify(each)}\n`).join("");
    if (!stdout.write(text)) await once(stdout, "drain");
  }
  return exitCode;
}
