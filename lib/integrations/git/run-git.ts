import type { ChildProcess } from "node:child_process";
import { inheritEnvironment } from "@/lib/config/inherit-environment";
import { spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";
import { quotePosix } from "@/lib/integrations/ssh/quote-posix";

export type GitCall = {
  /** Everything from outside stands after `--` or is a full ref or sha. */
  args: string[];
  /** The repository; null = none is needed. */
  gitDir: string | null;
  timeoutSeconds: number;
  /** Aborting it ends git. */
  signal?: AbortSignal | undefined;
  /** The way to a server, see `run-remote-git.ts`; left out = git talks to nobody. */
  way?: GitWay;
};

export type GitWay = {
  /** Of git, `name=value`. */
  settings: string[];
  /** Of OpenSSH, `Name=value`; put behind whatever command is used for it. */
  sshOptions: string[];
};

export type GitFailure =
  | { kind: "exit"; code: number | null; stderr: string }
  /** It was not called: the address is one that Sauron does not connect to. */
  | { kind: "refused"; reason: string }
  | { kind: "unknown-name" }
  | { kind: "timeout"; seconds: number }
  /** Git is not installed, or cannot be started. */
  | { kind: "start"; message: string }
  /** It printed more than fits in memory. */
  | { kind: "flood" }
  | { kind: "stopped" };

export type GitResult = { ok: true; stdout: string } | { ok: false; failure: GitFailure };

const maxOutputBytes = 64 * 1024 * 1024;
const keptErrorBytes = 8 * 1024;

/** Time between TERM, on which git removes its locks, and KILL. */
const graceSeconds = 2;

/** What the shell that holds the leash says when there is no such program. */
const notFound = 127;

/** Nothing a repository contains or answers may run a program, ask a question, reach anybody or leave a process behind. */
const settings = [
  "protocol.allow=never",
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.askPass=true",
  "transfer.fsckObjects=true",
  "gc.autoDetach=false",
  "maintenance.autoDetach=false",
  "http.lowSpeedLimit=1000",
  "http.lowSpeedTime=30",
  "log.showSignature=false",
];

/** As strict as it can be told to be: keys are those in known_hosts, and nobody is asked. */
const usualSsh = "ssh -oBatchMode=yes -oConnectTimeout=15 -oStrictHostKeyChecking=yes";

/**
 * Runs git with the arguments as they are. Never throws: whatever happens comes back as a result. Git and the programs
 * it starts (transports, ssh) end with the call, and with this process.
 */
export async function runGit(call: GitCall): Promise<GitResult> {
  if (call.signal?.aborted) return { ok: false, failure: { kind: "stopped" } };
  const where = call.gitDir === null ? [] : [`--git-dir=${call.gitDir}`];
  const { settings: toThere, sshOptions } = call.way ?? { settings: [], sshOptions: [] };
  const set = [...settings, ...toThere].flatMap((setting) => ["-c", setting]);
  const env = gitEnvironment(sshOptions);
  const argv: [string, ...string[]] = ["git", ...set, ...where, ...call.args];
  const git = spawnLeashed({ argv, env, stopSignal: "TERM", graceSeconds, output: "pipe" });
  let failure: GitFailure | null = null;
  const end = (why: GitFailure) => {
    failure ??= why;
    void git.stop();
  };
  const output = collectOutput(git.child, () => end({ kind: "flood" }));
  const timer = setTimeout(() => end({ kind: "timeout", seconds: call.timeoutSeconds }), call.timeoutSeconds * 1000);
  const onAbort = () => end({ kind: "stopped" });
  call.signal?.addEventListener("abort", onAbort);
  try {
    const code = await waitForClose(git.child);
    if (failure === null && code === 0) return { ok: true, stdout: output.stdout() };
    return { ok: false, failure: failure ?? describeExit(code, output.stderr()) };
  } catch (error) {
    return { ok: false, failure: { kind: "start", message: (error as Error).message } };
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener("abort", onAbort);
  }
}

/** Exit code, once everything it printed has arrived. */
function waitForClose(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
}

function describeExit(code: number | null, stderr: string): GitFailure {
  return code === notFound ? { kind: "start", message: stderr.trim() } : { kind: "exit", code, stderr };
}

function collectOutput(child: ChildProcess, onFlood: () => void) {
  const out: Buffer[] = [];
  let outBytes = 0;
  let err = Buffer.alloc(0);
  child.stdout?.on("data", (chunk: Buffer) => {
    outBytes += chunk.length;
    if (outBytes <= maxOutputBytes) out.push(chunk);
    else onFlood();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    err = Buffer.concat([err, chunk]).subarray(-keptErrorBytes);
  });
  return { stdout: () => Buffer.concat(out).toString("utf8"), stderr: () => err.toString("utf8") };
}

/** The user's environment without what would point git at another repository, and with every question answered "no". */
function gitEnvironment(sshOptions: string[]): Record<string, string | undefined> {
  const kept = /^GIT_(SSH|SSL_|HTTP_|PROXY)/;
  const inherited = inheritEnvironment((name) => name.startsWith("GIT_") && !kept.test(name));
  return {
    ...inherited,
    GIT_SSH_COMMAND: [sshCommand(), ...sshOptions.map((option) => quotePosix(`-o${option}`))].join(" "),
    GIT_TERMINAL_PROMPT: "0",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
  };
}

/** The text that a shell runs for ssh, as git has it run: the user's own, or ours. */
export function sshCommand(): string {
  return inheritEnvironment((name) => name !== "GIT_SSH_COMMAND").GIT_SSH_COMMAND ?? usualSsh;
}
