import { execFileSync } from "node:child_process";

/** Git in a folder, as a person whom no configuration of this machine knows; gives what it prints, trimmed. */
export function gitIn(folder: string): (...args: string[]) => string {
  return (...args) =>
    execFileSync("git", ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    }).trim();
}
