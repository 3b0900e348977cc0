import type { ClientChannel } from "ssh2";
import type { ConnectionPool } from "./connection-pool";
import type { DeployRequest } from "./deploy-host";
import type { DeployRun } from "./deploy-run";
import type { DeployOutcome } from "./fleet-ssh";
import { LineSplitter } from "./line-splitter";
import { stopDeploy } from "./probe-host";
import { type StopFinding, settleDeploy } from "./settle-deploy";

/** Time the guard has to take the lock, behind whatever the login shell does first. */
const startTimeoutMs = 30_000;
/** Time the guard has to acknowledge TERM before the process group is told by a second command. */
const acknowledgeMs = 300;
/** After the command has ended its output is awaited until it was silent for so long; a daemon may hold the channel. */
const drainSilenceMs = 1_000;
const drainLimitMs = 5_000;
/** Time a channel has to close once its process group is gone. */
const closeMs = 2_000;

/** A command that runs: its channel, and its exit code once it has one. */
type StartedCommand = { channel: ClientChannel; exited: Promise<number | null> };

/** One deploy from the started command to its outcome: output in, timeouts and abort out. */
export class RunningDeploy {
  private exitCode: number | null = null;
  private exited = false;
  private paused = false;
  private timer: NodeJS.Timeout | undefined;
  private drainTimer: NodeJS.Timeout | undefined;
  private limitTimer: NodeJS.Timeout | undefined;
  private stopped: Promise<StopFinding> | null = null;
  private wakeAcknowledged = () => {};
  private readonly pool: ConnectionPool;
  private readonly request: DeployRequest;
  private readonly run: DeployRun;

  constructor(pool: ConnectionPool, request: DeployRequest, run: DeployRun) {
    this.pool = pool;
    this.request = request;
    this.run = run;
  }

  async follow({ channel, exited }: StartedCommand, nonce: string): Promise<DeployOutcome> {
    const { signal } = this.request.watch;
    const closed = this.readOutput(channel, nonce);
    void exited.then((code) => this.takeExit(channel, code));
    const abort = () => void this.stop(channel, { cause: "abort" });
    this.limitTime(channel, startTimeoutMs, null);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    const stopFailed = new Promise<void>((resolve) => {
      this.onStopDone = resolve;
    });
    await Promise.race([closed, stopFailed]);
    signal.removeEventListener("abort", abort);
    clearTimeout(this.timer);
    clearTimeout(this.drainTimer);
    clearTimeout(this.limitTimer);
    this.wakeAcknowledged();
    const finding = await this.stopped;
    this.run.finishOutput();
    return settleDeploy({
      run: this.run,
      target: this.request.target,
      exitCode: this.exitCode,
      exited: this.exited,
      finding,
    });
  }

  private onStopDone = () => {};

  /** Feeds the run; resolves when both streams have ended and the channel is closed. */
  private readOutput(channel: ClientChannel, nonce: string): Promise<unknown> {
    const { run } = this;
    const out = new LineSplitter(nonce, {
      onLine: (text) => run.takeLine("out", text),
      onControl: (words) => this.takeControl(channel, words),
    });
    const err = new LineSplitter(null, { onLine: (text) => run.takeLine("err", text), onControl: () => {} });
    channel.on("data", (chunk: Buffer) => this.take(channel, out, chunk));
    channel.stderr.on("data", (chunk: Buffer) => this.take(channel, err, chunk));
    const outClosed = new Promise<void>((resolve) => channel.once("close", () => resolve()));
    const errClosed = new Promise<void>((resolve) => channel.stderr.once("close", () => resolve()));
    return Promise.all([outClosed, errClosed]).then(() => {
      out.end();
      err.end();
    });
  }

  private takeExit(channel: ClientChannel, code: number | null): void {
    this.exitCode = code;
    this.exited = true;
    this.wakeAcknowledged();
    this.awaitSilence(channel);
    this.limitDrain(channel);
  }

  private limitDrain(channel: ClientChannel): void {
    this.limitTimer = setTimeout(() => (this.paused ? this.limitDrain(channel) : channel.close()), drainLimitMs);
  }

  private take(channel: ClientChannel, splitter: LineSplitter, chunk: Buffer): void {
    splitter.write(chunk);
    if (this.exited) this.awaitSilence(channel);
    const behind = this.run.takeBackPressure();
    if (!behind) return;
    this.paused = true;
    channel.pause();
    channel.stderr.pause();
    void behind.then(() => {
      this.paused = false;
      channel.resume();
      channel.stderr.resume();
    });
  }

  private awaitSilence(channel: ClientChannel): void {
    clearTimeout(this.drainTimer);
    this.drainTimer = setTimeout(() => (this.paused ? this.awaitSilence(channel) : channel.close()), drainSilenceMs);
  }

  private takeControl(channel: ClientChannel, words: string[]): void {
    const begun = this.run.takeControl(words);
    if (this.run.abortSeen) this.wakeAcknowledged();
    clearTimeout(this.timer);
    const step = begun === null ? undefined : this.request.command.steps[begun];
    if (step) this.limitTime(channel, step.timeout * 1000, step.name);
    // Between steps only the guard itself is at work, which takes moments unless the host hangs, or it waits to try again.
    else this.limitTime(channel, startTimeoutMs + this.run.pauseSeconds * 1000, null);
  }

  private limitTime(channel: ClientChannel, milliseconds: number, step: string | null): void {
    this.timer = setTimeout(() => {
      // While the watcher is behind, the step may have ended without our having read so.
      if (this.paused) this.limitTime(channel, 1_000, step);
      else void this.stop(channel, { cause: "timeout", step, seconds: milliseconds / 1000 });
    }, milliseconds);
  }

  /** TERM to the process group, the grace, KILL, and a second command that has seen the group gone. Runs once. */
  private stop(channel: ClientChannel, why: StopFinding["why"]): Promise<StopFinding> {
    this.stopped ??= this.endProcesses(channel, why).finally(() => this.onStopDone());
    return this.stopped;
  }

  private async endProcesses(channel: ClientChannel, why: StopFinding["why"]): Promise<StopFinding> {
    clearTimeout(this.timer);
    if (why.cause === "timeout") this.run.say(describeTimeout(why));
    else this.run.say("The rollout is being aborted: TERM was sent to the running command.");
    const acknowledged = new Promise<void>((resolve) => {
      this.wakeAcknowledged = resolve;
    });
    channel.signal("TERM");
    await within(acknowledged, acknowledgeMs);
    const { command, target, hostState } = this.request;
    const question = {
      project: command.project,
      graceSeconds: command.graceSeconds,
      fence: command.fence,
      hostState,
    };
    let answer = await stopDeploy(this.pool, target, question);
    // The connection may have broken under it; a new one is tried once.
    if (!answer.reached) answer = await stopDeploy(this.pool, target, question);
    await this.closeChannel(channel);
    const lastDeploy = answer.reached ? answer.marker.lastDeploy : null;
    return {
      why,
      looked: answer.reached,
      started: lastDeploy?.fence === command.fence,
      alive: answer.reached && answer.marker.alive,
      ended: this.exited,
    };
  }

  private async closeChannel(channel: ClientChannel): Promise<void> {
    const closed = new Promise<void>((resolve) => channel.once("close", () => resolve()));
    if (!this.exited) await within(closed, closeMs);
    if (!this.exited) channel.signal("KILL");
    if (!this.exited) await within(closed, closeMs);
    channel.close();
  }
}

function describeTimeout(why: Extract<StopFinding["why"], { cause: "timeout" }>): string {
  const what = why.step === null ? "The deploy did not begin" : `Step ${why.step} did not end`;
  return `${what} within ${why.seconds} s: TERM was sent to the running command.`;
}

/** Resolves with `work`, or after `milliseconds` without it. */
async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
