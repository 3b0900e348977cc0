import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Machine } from "./machine";

const run = promisify(execFile);

// Housekeeping of git would go on in the background after a step; the machines and the origin may have other owners.
const gitConfig = "[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[safe]\n\tdirectory = *\n";

/** What a command on the machine finds in its environment, beside its home. */
export function machineEnvironment(machine: Pick<Machine, "servicePort">): Record<string, string> {
  const path = [dirname(process.execPath), process.env.PATH ?? "", "/usr/bin", "/bin"].filter((part) => part !== "");
  return {
    PATH: path.join(delimiter),
    NODE: process.execPath,
    PORT: String(machine.servicePort),
    GIT_CONFIG_NOSYSTEM: "1",
    LC_ALL: "C",
  };
}

/**
 * Prepares a machine's directory as whoever set the machine up would have: the service installed at `revision` by the
 * same scripts that deploy it later. A machine that has a service already is left as it is.
 * @returns whether there was something to do
 */
export async function provisionMachine(
  home: string,
  install: { scripts: string; revision: string; env: Record<string, string> },
): Promise<boolean> {
  if (existsSync(join(home, "current", "server.mjs"))) return false;
  await mkdir(join(home, "logs"), { recursive: true });
  await writeFile(join(home, ".gitconfig"), gitConfig);
  const env = { ...install.env, HOME: home, SAURON_REVISION: install.revision } as unknown as NodeJS.ProcessEnv;
  for (const script of ["fetch.sh", "switch.sh"]) {
    await run("/bin/sh", [join(install.scripts, script)], { cwd: home, env });
  }
  return true;
}
