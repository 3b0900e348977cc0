import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A live process; two with the same number and the same start are the same. */
export type RunningProcess = { pid: number; startedAt: string; command: string };

/** What runs under this number now; null when nothing does. A number alone says nothing: systems use them again. */
export function readProcess(pid: number): RunningProcess | null {
  try {
    return process.platform === "linux" ? readFromProc(pid) : readFromPs(pid);
  } catch {
    return null;
  }
}

function readFromProc(pid: number): RunningProcess | null {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is a name in parentheses that may itself hold any character.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (state === "Z") return null;
  const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  return { pid, startedAt: fields[18] ?? "", command };
}

function readFromPs(pid: number): RunningProcess | null {
  const ps = (column: string) =>
    execFileSync("ps", ["-ww", "-o", `${column}=`, "-p", `${pid}`], {
      encoding: "utf8",
      env: { LC_ALL: "C", PATH: "/usr/bin:/bin" } as unknown as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  return { pid, startedAt: ps("lstart"), command: ps("command") };
}
