import type {
  DeployCommand,
  DeployOutcome,
  DeployWatch,
  HostPage,
  LogRead,
  LogSlice,
  LogTail,
  OutputLine,
  ProbeAnswer,
  ProbeQuestion,
  SshTarget,
} from "./fleet-ssh";

type FailedCause = Extract<DeployOutcome, { outcome: "failed" }>["cause"];
type LastDeploy = NonNullable<Extract<ProbeAnswer, { reached: true }>["lastDeploy"]>;

/** What a host does with one deploy. */
export type FakeBehaviour =
  | { does: "succeed"; lines?: string[] }
  | { does: "fail"; exitCode: number; errorLine?: string; cause?: FailedCause }
  /** Prints the lines and then runs until it is aborted or told to go on by `finish()`. */
  | { does: "hang"; lines?: string[] }
  /** The connection is lost; the host goes on as `leaves` says. */
  | { does: "lose"; leaves: LastDeploy["state"] }
  /** The host cannot be reached; nothing runs. */
  | { does: "refuse"; cause: FailedCause; reason: string };

type FakeDeploy = { target: SshTarget; command: DeployCommand; watch: DeployWatch; begin(): void };

export class FakeHost {
  /** What the host says it runs. */
  revision: string | null = null;
  /** Not null = probes and log reads do not reach it, with this reason. */
  unreachable: string | null = null;
  lastDeploy: LastDeploy | null = null;
  /** How far its clock is off. */
  clockOffsetMs = 0;
  private readonly pages = new Map<string, string>();
  private readonly files = new Map<string, string>();
  private behaviours: FakeBehaviour[] = [];
  private closed = 0n;
  private finishHanging = () => {};
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** One behaviour for each deploy to come; the last one stays. */
  behave(...behaviours: FakeBehaviour[]): this {
    this.behaviours = behaviours;
    return this;
  }

  /** Lets a hanging deploy succeed. */
  finish(): void {
    this.finishHanging();
  }

  appendLog(path: string, text: string): void {
    this.files.set(path, (this.files.get(path) ?? "") + text);
  }

  async deploy(deploy: FakeDeploy): Promise<DeployOutcome> {
    const { command, target, watch } = deploy;
    if (watch.signal.aborted) return { outcome: "aborted", step: null };
    if (target.hostKeys.length === 0) return failed("host-key", `The host key of ${target.name} is not known.`);
    const behaviour = (this.behaviours.length > 1 ? this.behaviours.shift() : this.behaviours[0]) ?? {
      does: "succeed",
    };
    if (behaviour.does === "refuse") return failed(behaviour.cause, behaviour.reason);
    if (this.lastDeploy?.state === "running") return failed("busy", `Another deploy is still at work on ${this.name}.`);
    if (this.lastDeploy && command.fence <= this.lastDeploy.fence) {
      return failed("stale", `A newer deploy was on ${this.name} before this one.`);
    }
    if (command.fence <= this.closed)
      return failed("stale", `The deploy on ${this.name} was given up before it began.`);
    deploy.begin();
    return this.run(command, watch, behaviour);
  }

  probe(target: SshTarget, question: Pick<ProbeQuestion, "revisionCommand" | "close">): ProbeAnswer {
    const reason = this.whyNotReached(target);
    if (reason) return { reached: false, reason };
    const { lastDeploy, revision } = this;
    const { close = 0n } = question;
    const isHeld = lastDeploy?.state === "running" && lastDeploy.fence < close && this.closed < close;
    if (!isHeld && close > this.closed) this.closed = close;
    const isTold = question.revisionCommand !== undefined || lastDeploy === null || lastDeploy.state === "succeeded";
    return { reached: true, revision: isTold ? revision : null, lastDeploy, ...(isHeld && { mayBegin: true }) };
  }

  /** Ends what a lost deploy left running. */
  stop(fence: bigint): void {
    if (this.lastDeploy?.fence === fence && this.lastDeploy.state === "running")
      this.lastDeploy = { ...this.lastDeploy, state: "aborted" };
  }

  readLog(target: SshTarget, read: LogRead): LogSlice {
    const reason = this.whyNotReached(target);
    if (reason) return { reached: false, reason };
    const text = this.files.get(read.path);
    if (text === undefined) return { reached: false, reason: `There is no file ${read.path} on ${this.name}.` };
    const bytes = Buffer.from(text);
    const wholeEnd = bytes.lastIndexOf(10) + 1;
    const cursor = { inode: 1, offset: wholeEnd, head: "0:0" };
    const { clockOffsetMs } = this;
    if (!read.cursor) return { reached: true, lines: [], cursor, truncated: false, clockOffsetMs };
    const { offset } = read.cursor;
    const part = bytes.subarray(offset, Math.min(wholeEnd, offset + read.maxBytes));
    const end = part.lastIndexOf(10);
    if (end === -1) return { reached: true, lines: [], cursor: read.cursor, truncated: false, clockOffsetMs };
    return {
      reached: true,
      lines: part.subarray(0, end).toString().split("\n"),
      cursor: { ...cursor, offset: offset + end + 1 },
      truncated: offset + end + 1 < wholeEnd,
      clockOffsetMs,
    };
  }

  /** Makes a page that the host itself can read. */
  showPage(url: string, text: string): void {
    this.pages.set(url, text);
  }

  readPage(target: SshTarget, url: string): HostPage {
    const reason = this.whyNotReached(target);
    if (reason) return { reached: false, reason };
    const text = this.pages.get(url);
    return text === undefined
      ? { reached: false, reason: `${url} does not answer on ${this.name}.` }
      : { reached: true, text };
  }

  readLogTail(target: SshTarget, { path, maxBytes }: { path: string; maxBytes: number }): LogTail {
    const reason = this.whyNotReached(target);
    if (reason) return { reached: false, reason };
    const text = this.files.get(path);
    if (text === undefined) return { reached: false, reason: `There is no file ${path} on ${this.name}.` };
    const lines = text
      .slice(-maxBytes)
      .split("\n")
      .slice(text.length > maxBytes ? 1 : 0, -1);
    return { reached: true, lines, clockOffsetMs: this.clockOffsetMs };
  }

  private async run(command: DeployCommand, watch: DeployWatch, behaviour: FakeBehaviour): Promise<DeployOutcome> {
    const step = command.steps[0]?.name ?? null;
    const { fence, revision, rollout } = command;
    this.lastDeploy = { rollout, revision, fence, step, state: "running", exitCode: null };
    watch.onStep(step ?? "", 1);
    const lines = "lines" in behaviour ? (behaviour.lines ?? []) : [];
    for (const text of lines) await watch.onLine(outputLine("out", text));
    if (behaviour.does === "lose") {
      this.leave(behaviour.leaves, null);
      return { outcome: "unknown", step, reason: `The connection to ${this.name} was lost.` };
    }
    if (behaviour.does === "fail") {
      if (behaviour.errorLine) await watch.onLine(outputLine("err", behaviour.errorLine));
      this.leave("failed", behaviour.exitCode);
      const reason = `Step ${step} ended with exit code ${behaviour.exitCode}.`;
      const { exitCode, errorLine = null, cause = "step" } = behaviour;
      return { outcome: "failed", cause, step, exitCode, reason, lastErrorLine: errorLine };
    }
    if (behaviour.does === "hang" && (await this.hangs(watch.signal)) === "aborted") {
      this.leave("aborted", null);
      return { outcome: "aborted", step };
    }
    this.leave("succeeded", 0);
    return { outcome: "succeeded" };
  }

  private leave(state: LastDeploy["state"], exitCode: number | null): void {
    if (!this.lastDeploy) return;
    this.lastDeploy = { ...this.lastDeploy, state, exitCode };
    if (state === "succeeded") this.revision = this.lastDeploy.revision;
  }

  private hangs(signal: AbortSignal): Promise<"aborted" | "finished"> {
    return new Promise((resolve) => {
      this.finishHanging = () => resolve("finished");
      signal.addEventListener("abort", () => resolve("aborted"), { once: true });
      if (signal.aborted) resolve("aborted");
    });
  }

  private whyNotReached(target: SshTarget): string | null {
    if (target.hostKeys.length === 0) return `The host key of ${target.name} is not known.`;
    return this.unreachable;
  }
}

function outputLine(stream: OutputLine["stream"], text: string): OutputLine {
  return { stream, text, at: Date.now() };
}

function failed(cause: FailedCause, reason: string): DeployOutcome {
  return { outcome: "failed", cause, step: null, exitCode: null, reason, lastErrorLine: null };
}
