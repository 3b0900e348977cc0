import { type ChildProcess, spawn } from "node:child_process";
import type { ServerChannel } from "ssh2";

export type ShellCommand = {
  /** Text for `sh -c`. */
  text: string;
  /** Working directory. */
  home: string;
  /** The whole environment of the command. */
  env: Record<string, string>;
};

/**
 * Runs a command with `sh -c` in its own process group and ties its standard streams to an SSH channel, as sshd does:
 * the exit status is sent when the shell ends, the channel is closed once the output is drained, and a closed channel
 * leaves the command running with its pipes cut.
 */
export function runShell(channel: ServerChannel, command: ShellCommand): ChildProcess {
  const child = spawn("/bin/sh", ["-c", command.text], {
    cwd: command.home,
    env: command.env as NodeJS.ProcessEnv,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const { stdin, stdout, stderr } = child;
  for (const stream of [stdin, stdout, stderr]) stream.on("error", () => {});
  channel.on("error", () => {});
  channel.pipe(stdin);
  stdout.pipe(channel, { end: false });
  const errorDrained = new Promise<void>((done) => {
    channel.stderr.once("finish", done).once("close", done);
  });
  stderr.pipe(channel.stderr);
  child.once("error", () => channel.exit(127));
  child.once("exit", (code, signal) => {
    if (signal) channel.exit(signal.slice("SIG".length), false, "");
    else channel.exit(code ?? 255);
  });
  child.once("close", () => void errorDrained.then(() => channel.end()));
  channel.once("close", () => {
    for (const stream of [stdin, stdout, stderr]) stream.destroy();
  });
  return child;
}

/** Sends a signal to the whole process group of a command; a group that is gone already is no error. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
