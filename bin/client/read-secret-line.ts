import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** One line of standard input; on a terminal what is typed is not shown. Null when there is none. */
export async function readSecretLine(prompt: string): Promise<string | null> {
  const { stdin, stderr } = process;
  if (stdin.isTTY) stderr.write(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: stdin.isTTY === true });
  try {
    for await (const line of lines) return line;
  } finally {
    lines.close();
    if (stdin.isTTY) stderr.write("\n");
  }
  return null;
}
