import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

export type ServerSettings = {
  port: number;
  /** Of the owner. */
  password: string;
  /** Of the role that web processes and workers connect as. */
  workPassword: string;
};

/** Early versions had one role only. */
type Kept = Omit<ServerSettings, "workPassword"> & { workPassword?: string };

/** What an earlier start left; null when there was none. */
export function readServerSettings(path: string): ServerSettings | null {
  if (!existsSync(path)) return null;
  const { port, password, workPassword } = JSON.parse(readFileSync(path, "utf8")) as Kept;
  return { port, password, workPassword: workPassword ?? createPassword() };
}

/** Keeps the settings for the next start. The file holds a secret: mode 600. */
export function writeServerSettings(path: string, settings: ServerSettings): void {
  writeFileSync(path, `${JSON.stringify(settings)}\n`, { mode: 0o600 });
}

export function createPassword(): string {
  return randomBytes(24).toString("base64url");
}
