import { homedir } from "node:os";
import { cleanEnvironment } from "./clean-environment";
import { runProgram } from "./run-program";

export type ProgramOutput = { ok: true; text: string } | { ok: false; reason: string };

/** A list of a hundred thousand hosts is smaller. */
const mostCharacters = 32_000_000;

/**
 * Runs a program for what it prints, in the home directory and with only PATH, LANG and HOME around it. Anything but exit
 * code 0 is a failure, told with the last line of its standard error.
 */
export async function runForOutput(
  argv: [string, ...string[]],
  { timeoutSeconds, signal }: { timeoutSeconds: number; signal: AbortSignal },
): Promise<ProgramOutput> {
  const lines: string[] = [];
  let length = 0;
  let lastError = "";
  const end = await runProgram({
    argv,
    cwd: homedir(),
    env: cleanEnvironment({ HOME: homedir() }),
    timeoutSeconds,
    graceSeconds: 2,
    signal,
    onLine: ({ stream, text }) => {
      if (stream === "err" && text.trim() !== "") lastError = text;
      length += text.length;
      if (stream === "out" && length <= mostCharacters) lines.push(text);
    },
  });
  const said = lastError === "" ? "" : `: ${lastError}`;
  if (end.end === "timeout") return { ok: false, reason: `It did not end within ${timeoutSeconds} s${said}.` };
  if (end.end === "stopped") return { ok: false, reason: "It was stopped with its worker." };
  if (end.end === "not-started") return { ok: false, reason: `It could not be started: ${end.reason}.` };
  if (end.code !== 0) return { ok: false, reason: `It ended with exit code ${end.code}${said}.` };
  if (length > mostCharacters) return { ok: false, reason: "It printed more than 32 MB." };
  return { ok: true, text: lines.join("\n") };
}
