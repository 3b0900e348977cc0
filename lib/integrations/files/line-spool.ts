import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** A file is not read before it has this ending. */
const whole = ".jsonl";

/**
 * Keeps a line in a file of its own, on the disk when this returns, and for nobody else to read. Several processes may
 * write and read the same directory.
 */
export function spoolLine(directory: string, line: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const name = join(directory, `${Date.now()}-${randomUUID()}`);
  const file = openSync(name, "wx", 0o600);
  try {
    writeFileSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(name, `${name}${whole}`);
  syncDirectory(directory);
}

/** Else the name of the file may be lost with the power. */
function syncDirectory(directory: string): void {
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What waits, oldest first. */
export function readSpool(directory: string): { file: string; line: string }[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).filter((name) => name.endsWith(whole));
  return names.sort().map((name) => {
    const file = join(directory, name);
    return { file, line: readFileSync(file, "utf8").trim() };
  });
}

export function removeSpooled(file: string): void {
  rmSync(file, { force: true });
}

/** Keeps what nobody can read where it is, out of the way of what waits behind it. */
export function setSpooledAside(file: string): void {
  renameSync(file, `${file}.unreadable`);
}
