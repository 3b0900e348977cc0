import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { type LeashedProcess, spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";

export type ChildOptions = {
  /** Shown before each of its lines. */
  name: string;
  argv: [string, ...string[]];
  cwd: string;
  env: Record<string, string | undefined>;
  /** Every line of its output, and the supervisor's own about it. */
  onLine(name: string, line: string): void;
};

export type SupervisedChild = {
  /** Asks it to end what it does and stop; kills it after `withinMs`. */
  stop(withinMs: number): Promise<void>;
};

/** How long a child may take to finish its work when the supervisor itself was killed. */
const orphanGraceSeconds = 20;
const firstBackoffMs = 500;
const longestBackoffMs = 30_000;
/** A child that ran this long was healthy: the next crash starts with the short pause again. */
const healthyAfterMs = 60_000;

/** Keeps a child running until it is stopped: started again after each end, each time after a longer pause. */
export function superviseChild(options: ChildOptions): SupervisedChild {
  let stopping = false;
  let backoffMs = firstBackoffMs;
  let pause: NodeJS.Timeout | undefined;
  let current: LeashedProcess;

  function start(): void {
    const startedAt = Date.now();
    current = spawnLeashed({ ...options, stopSignal: "TERM", graceSeconds: orphanGraceSeconds, output: "pipe" });
    forwardLines(current, options);
    current.exited.then(
      ({ code, signal }) => restartLater(startedAt, `ended with ${signal ?? `exit code ${code}`}`),
      (error: Error) => restartLater(startedAt, `could not be started: ${error.message}`),
    );
  }

  function restartLater(startedAt: number, what: string): void {
    if (stopping) return;
    if (Date.now() - startedAt > healthyAfterMs) backoffMs = firstBackoffMs;
    options.onLine(options.name, `${what}; starting it again in ${backoffMs / 1000} s`);
    pause = setTimeout(start, backoffMs);
    backoffMs = Math.min(backoffMs * 2, longestBackoffMs);
  }

  start();
  return {
    async stop(withinMs) {
      stopping = true;
      clearTimeout(pause);
      const deadline = setTimeout(() => current.kill(), withinMs);
      await current.stop();
      clearTimeout(deadline);
    },
  };
}

function forwardLines(child: LeashedProcess, options: ChildOptions): void {
  for (const stream of [child.child.stdout, child.child.stderr] as (Readable | null)[]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => options.onLine(options.name, line));
  }
}
