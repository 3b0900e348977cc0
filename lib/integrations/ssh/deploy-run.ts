import { isTriedAgain, pauseAfter } from "@/lib/domain/rollout/retry-pause";
import type { DeployCommand, DeployOutcome, DeployWatch, OutputLine } from "./fleet-ssh";

/** Output of one host beyond either limit is counted only. */
export const maximumOutputBytes = 5_000_000;
export const maximumOutputLines = 50_000;

type GuardEnd =
  | { end: "succeeded" }
  | { end: "failed"; exitCode: number }
  | { end: "aborted" }
  | { end: "busy" | "stale"; rollout: string }
  | { end: "closed" | "unwritable" };

/** What is known of one deploy on one host while it runs: told by the guard's lines and the output. */
export class DeployRun {
  step: string | null = null;
  /** The guard has the lock: from now on something of the deploy may have run. */
  locked = false;
  /** The guard has seen TERM. */
  abortSeen = false;
  end: GuardEnd | null = null;
  /** The guard waits for so long before it tries a step again. */
  pauseSeconds = 0;
  private lines = 0;
  private bytes = 0;
  private cutLines = 0;
  private lastOut: string | null = null;
  private lastError: string | null = null;
  private readonly command: DeployCommand;
  private readonly watch: DeployWatch;
  private readonly slow: Promise<void>[] = [];

  constructor(command: DeployCommand, watch: DeployWatch) {
    this.command = command;
    this.watch = watch;
  }

  takeLine(stream: "out" | "err", text: string): void {
    if (text.trim() !== "") {
      if (stream === "err") this.lastError = text;
      else this.lastOut = text;
    }
    this.lines += 1;
    this.bytes += text.length;
    if (this.lines > maximumOutputLines || this.bytes > maximumOutputBytes) this.cutLines += 1;
    else this.pass({ stream, text, at: Date.now() });
  }

  /** A line of Sauron's own among the output. */
  say(text: string): void {
    this.pass({ stream: "sys", text, at: Date.now() });
  }

  /** Takes a line of the guard; answers the step that begins with it, by index, when one does. */
  takeControl([event, first, second, third]: string[]): number | null {
    if (event === "locked") this.locked = true;
    else if (event === "begin") return this.beginStep(Number(first) - 1, Number(second));
    else if (event === "end") this.endStep(Number(first) - 1, Number(second), Number(third));
    else if (event === "aborting") this.abortSeen = true;
    else if (event === "succeeded" || event === "aborted") this.end = { end: event };
    else if (event === "closed" || event === "unwritable") this.end = { end: event };
    else if (event === "failed") this.end = { end: "failed", exitCode: Number(second) };
    else if (event === "busy" || event === "stale") this.end = { end: event, rollout: first ?? "" };
    return null;
  }

  /** Call when all output was taken. */
  finishOutput(): void {
    if (this.cutLines === 0) return;
    this.say(
      `${this.cutLines} more lines of output were cut; at most ${maximumOutputLines} lines and ${maximumOutputBytes / 1e6} MB of a host are kept.`,
    );
    this.cutLines = 0;
  }

  /** Resolves when the watcher has taken what it was given; null when it is not behind. */
  takeBackPressure(): Promise<unknown> | null {
    return this.slow.length === 0 ? null : Promise.allSettled(this.slow.splice(0));
  }

  /** Last thing said on standard error, or else on standard output. */
  get lastErrorLine(): string | null {
    return this.lastError ?? this.lastOut;
  }

  failed(cause: Extract<DeployOutcome, { outcome: "failed" }>["cause"], reason: string): DeployOutcome {
    const exitCode = this.end?.end === "failed" ? this.end.exitCode : null;
    return { outcome: "failed", cause, step: this.step, exitCode, reason, lastErrorLine: this.lastErrorLine };
  }

  private beginStep(index: number, attempt: number): number {
    this.step = this.command.steps[index]?.name ?? null;
    this.pauseSeconds = 0;
    this.lastError = null;
    this.lastOut = null;
    this.watch.onStep(this.step ?? "", attempt);
    return index;
  }

  private endStep(index: number, attempt: number, exitCode: number): void {
    const step = this.command.steps[index];
    if (!step || !isTriedAgain(step, { attempt, exitCode })) return;
    this.pauseSeconds = pauseAfter(step, attempt);
    const what = `attempt ${attempt + 1} of ${step.retries + 1} follows in ${this.pauseSeconds} s`;
    this.say(`Step ${step.name} ended with exit code ${exitCode}; ${what}.`);
  }

  private pass(line: OutputLine): void {
    const taken = this.watch.onLine(line);
    if (taken) this.slow.push(taken);
  }
}
