import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { LineSplitter } from "@/lib/integrations/ssh/line-splitter";
import { spawnLeashed } from "./spawn-leashed";

export type ProgramCall = {
  argv: [string, ...string[]];
  cwd: string;
  /** Everything it finds in its environment. */
  env: Record<string, string | undefined>;
  timeoutSeconds: number;
  /** Time between TERM and KILL when it is ended. */
  graceSeconds: number;
  /** Aborting it ends the program. */
  signal: AbortSignal;
  onLine(line: { at: number; stream: "out" | "err"; text: string }): void;
};

export type ProgramEnd =
  | { end: "exited"; code: number }
  | { end: "timeout" }
  | { end: "stopped" }
  | { end: "not-started"; reason: string };

/** Output that a process outside of the group still holds open is not waited for any longer than this. */
const lastOutputMs = 1000;

/**
 * Runs a program in a process group of its own and passes its output on line by line. It ends, with all it started in
 * the group, by itself, at its timeout, or with this process. Never throws for what the program does.
 */
export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  if (call.signal.aborted) return { end: "stopped" };
  const program = spawnLeashed({ ...call, stopSignal: "TERM", output: "pipe" });
  const outputs = [readLines(program.child, "stdout", call), readLines(program.child, "stderr", call)];
  let ended: ProgramEnd | null = null;
  const end = (why: ProgramEnd) => {
    ended ??= why;
    void program.stop();
  };
  const timer = setTimeout(() => end({ end: "timeout" }), call.timeoutSeconds * 1000);
  const onAbort = () => end({ end: "stopped" });
  call.signal.addEventListener("abort", onAbort);
  try {
    const { code } = await program.exited;
    await Promise.race([Promise.all(outputs), delay(lastOutputMs, undefined, { ref: false })]);
    return ended ?? { end: "exited", code: code ?? killedCode };
  } catch (error) {
    return { end: "not-started", reason: (error as Error).message };
  } finally {
    clearTimeout(timer);
    call.signal.removeEventListener("abort", onAbort);
    program.child.stdout?.destroy();
    program.child.stderr?.destroy();
  }
}

/** What a shell says of a program that was ended by KILL. */
const killedCode = 137;

/** Resolves when this output has been closed and passed on. */
function readLines(child: ChildProcess, name: "stdout" | "stderr", { onLine }: ProgramCall): Promise<void> {
  const stream = name === "stdout" ? "out" : "err";
  const splitter = new LineSplitter(null, {
    onLine: (text) => onLine({ at: Date.now(), stream, text }),
    onControl: () => {},
  });
  return new Promise((resolve) => {
    child[name]?.on("data", (chunk: Buffer) => splitter.write(chunk));
    child[name]?.once("close", () => {
      splitter.end();
      resolve();
    });
    child[name]?.on("error", () => {});
  });
}
