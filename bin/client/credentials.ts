import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { SauronError } from "@/lib/errors";

/** Tokens by the origin of the Sauron they are for. */
export type Credentials = Record<string, string>;

/** Where tokens of `sauron login` are kept, for this user alone. */
export function credentialsFile(): string {
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), ".config"), "sauron", "credentials.json");
}

/** @throws SauronError "forbidden" when others may read the file, "bad-request" when it cannot be understood */
export function readCredentials(file = credentialsFile()): Credentials {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined) return {};
  if ((mode & 0o077) !== 0) {
    throw new SauronError("forbidden", `${file} can be read by others; "chmod 600" it, and better renew its tokens.`);
  }
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Credentials;
  } catch {
    throw new SauronError("bad-request", `${file} cannot be understood; remove it and log in again.`);
  }
}

/** Replaces the file in one go, so that nobody finds half of it. */
export function writeCredentials(credentials: Credentials, file = credentialsFile()): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, file);
}
