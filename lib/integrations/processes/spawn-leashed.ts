import { type ChildProcess, spawn } from "node:child_process";

/**
 * A child that cannot outlive its parent, not even one that is killed with SIGKILL: a shell stands between the two and
 * reads a pipe only the parent holds. When the pipe closes, for whatever reason, the shell sends `stopSignal` to the
 * child, and KILL to the whole process group once the child is gone or its grace is over.
 * Stopping on purpose is the same path.
 */
const leash = `
signal=$1 grace=$2
shift 2
exec 3<&0 </dev/null
trap : HUP INT TERM PIPE
lost=
trap 'lost=1' USR1
"$@" 3<&- &
child=$!
(
  trap '' HUP INT TERM PIPE
  read -r _ <&3
  kill -s USR1 $$
  kill -s "$signal" "$child" 2>/dev/null
  left=$((grace * 5))
  while kill -0 "$child" 2>/dev/null; do
    [ "$left" -le 0 ] && kill -s KILL 0
    left=$((left - 1))
    sleep 0.2
  done
) &
watcher=$!
wait "$child"
code=$?
while kill -0 "$child" 2>/dev/null; do
  wait "$child"
  code=$?
done
[ -n "$lost" ] && kill -s KILL 0
kill -s KILL "$watcher" 2>/dev/null
exit "$code"
`;

export type LeashedOptions = {
  /** Program and arguments. */
  argv: [string, ...string[]];
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** Run as this user; needs root. */
  user?: { uid: number; gid: number };
  /** What asks the child to stop, and how many seconds it then has. */
  stopSignal: "TERM" | "INT";
  graceSeconds: number;
  /** Where its two outputs go: pipes, the outputs of this process, or one open file. */
  output: "pipe" | "inherit" | number;
};

export type LeashedProcess = {
  child: ChildProcess;
  /** Settles once the child and everything in its process group is gone. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Asks it to stop, kills it after the grace; settles when it is gone. */
  stop(): Promise<void>;
  /** Kills the whole process group at once. */
  kill(): void;
};

/** Starts a command in a process group of its own, on a leash. */
export function spawnLeashed(options: LeashedOptions): LeashedProcess {
  const child = spawn(
    "/bin/sh",
    ["-c", leash, "sauron", options.stopSignal, `${options.graceSeconds}`, ...options.argv],
    {
      cwd: options.cwd,
      env: options.env as NodeJS.ProcessEnv | undefined,
      uid: options.user?.uid,
      gid: options.user?.gid,
      detached: true,
      stdio: ["pipe", options.output, options.output],
    },
  );
  child.stdin?.on("error", () => {});
  const kill = () => killGroup(child.pid);
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      kill();
      resolve({ code, signal });
    });
  });
  exited.catch(() => {});
  return {
    child,
    exited,
    kill,
    async stop() {
      child.stdin?.end();
      await exited.catch(() => {});
    },
  };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is empty already, which is what was wanted.
  }
}
