import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { SauronError } from "@/lib/errors";
import { giveTo, type ServerLocation } from "./choose-location";

/** Programs of the server speak English and take nothing else from the caller's environment. */
export const serverEnvironment = { LC_ALL: "C", PATH: "/usr/bin:/bin", TZ: "UTC" };

/** Makes the data directory in one stroke: a directory left half made by a kill is never mistaken for a whole one. */
export async function createDataDirectory(location: ServerLocation, password: string): Promise<void> {
  const draft = `${location.data}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveTo(location, draft);
  const passwordFile = `${location.data}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(location, passwordFile);
  try {
    await promisify(execFile)(join(location.home, "bin", "initdb"), initdbArguments(draft, passwordFile), {
      ...location.user,
      cwd: "/",
      env: serverEnvironment as unknown as NodeJS.ProcessEnv,
    });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim() || String(cause);
    throw new SauronError("unavailable", `PostgreSQL could not make its data directory ${location.data}: ${said}`, {
      cause,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, location.data);
}

function initdbArguments(data: string, passwordFile: string): string[] {
  return [
    `--pgdata=${data}`,
    `--pwfile=${passwordFile}`,
    "--username=sauron",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ];
}

/** Whether there is a data directory already; refuses one written by another major version, with what to do. */
export function hasDataDirectory(location: ServerLocation, major: number): boolean {
  const file = join(location.data, "PG_VERSION");
  if (!existsSync(file)) return false;
  const found = readFileSync(file, "utf8").trim();
  if (found !== `${major}`) {
    throw new SauronError(
      "conflict",
      `The data directory ${location.data} was written by PostgreSQL ${found}, and Sauron brings PostgreSQL ${major}. ` +
        `Dump it with PostgreSQL ${found} and restore it, set DATABASE_URL to a server that holds it, or move the directory away to begin anew.`,
    );
  }
  chmodSync(location.data, 0o700);
  return true;
}
