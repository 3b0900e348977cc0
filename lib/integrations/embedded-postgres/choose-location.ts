import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { SauronError } from "@/lib/errors";
import type { PostgresBinaries } from "./find-binaries";

/** Who runs the server, and from where. PostgreSQL refuses root, so root lends it to a user without rights. */
export type ServerLocation = {
  /** Null = whoever runs Sauron. */
  user: { uid: number; gid: number } | null;
  /** Folder with `bin`, `lib` and `share` that the user can reach. */
  home: string;
  /** The data directory, which may not exist yet. */
  data: string;
};

/** Places for what an unprivileged user must reach when the data directory lies where it cannot go, e.g. in /root. */
const sharedPlaces = ["/var/lib/sauron", "/var/tmp/sauron"];

/** Beside data that lies elsewhere: the path of the link it was last started through, for whoever wonders whose it is. */
const linkFile = "linked-from";

/** @param data where the data directory should be, absolute; its parent exists */
export function chooseLocation(binaries: PostgresBinaries, data: string): ServerLocation {
  if (process.getuid?.() !== 0) return { user: null, home: binaries.home, data };
  const user = findUnprivilegedUser();
  const canReach = (path: string) => succeedsAs(user, ["/bin/sh", "-c", 'cd -- "$1"', "sh", path]);
  const home = canReach(join(binaries.home, "bin")) ? binaries.home : copyBinaries(binaries);
  return { user, home, data: canReach(dirname(data)) ? data : relocate(data) };
}

function findUnprivilegedUser(): { uid: number; gid: number } {
  for (const name of ["postgres", "nobody"]) {
    const ids = ["-u", "-g"].map((flag) => {
      try {
        return Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
      } catch {
        return null;
      }
    });
    const [uid, gid] = ids;
    // Some systems number "nobody" -2; the system calls want the same bits without a sign.
    if (uid != null && gid != null) return { uid: uid >>> 0, gid: gid >>> 0 };
  }
  throw new SauronError(
    "unavailable",
    'PostgreSQL does not run as root, and this system has neither a user "postgres" nor a user "nobody" to run it as.',
  );
}

function succeedsAs(user: { uid: number; gid: number }, [program = "", ...args]: string[]): boolean {
  try {
    execFileSync(program, args, { ...user, cwd: "/", stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function copyBinaries(binaries: PostgresBinaries): string {
  const target = join(openSharedPlace(), `postgresql-${binaries.version}`);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  cpSync(binaries.home, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/**
 * Puts a link where the data directory should be, or follows the one that is there. What a link once led to is never
 * removed by a start, which cannot know whether a missing link was deleted, or moved along with its checkout.
 */
function relocate(data: string): string {
  if (lstatSync(data, { throwIfNoEntry: false })?.isSymbolicLink()) {
    const target = readlinkSync(data);
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    writeFileSync(join(dirname(target), linkFile), data);
    return target;
  }
  if (existsSync(data)) {
    throw new SauronError(
      "unavailable",
      `PostgreSQL runs as a user without rights, who cannot enter ${dirname(data)}. Make the folders above it ` +
        "enterable (chmod o+x), or start as the user who owns them.",
    );
  }
  const folder = mkdtempSync(join(openSharedPlace(), "data-"));
  chmodSync(folder, 0o755);
  const target = join(folder, "data");
  symlinkSync(target, data);
  writeFileSync(join(folder, linkFile), data);
  return target;
}

/**
 * Removes the server's files from `dataDir`, and from where a link in it leads: there only what was last started through
 * this very link, as a copied link leads to the data of another. The caller makes sure that no server uses them.
 */
export function removeDatabase(dataDir: string): void {
  const data = join(resolve(dataDir), "postgres");
  if (lstatSync(data, { throwIfNoEntry: false })?.isSymbolicLink()) {
    const folder = dirname(readlinkSync(data));
    const owner = join(folder, linkFile);
    const isOurs = sharedPlaces.includes(dirname(folder)) && existsSync(owner);
    if (isOurs && readFileSync(owner, "utf8") === data) rmSync(folder, { recursive: true });
  }
  rmSync(data, { recursive: true, force: true });
}

function openSharedPlace(): string {
  for (const place of sharedPlaces) {
    try {
      mkdirSync(place, { recursive: true, mode: 0o755 });
      if (statSync(place).uid !== 0) continue;
      chmodSync(place, 0o755);
      return place;
    } catch {
      // Perhaps read-only; the next place may do.
    }
  }
  throw new SauronError(
    "unavailable",
    `None of ${sharedPlaces.join(", ")} can be written, where PostgreSQL's files go.`,
  );
}

/** Gives a file or folder to the user who runs the server. */
export function giveTo(location: ServerLocation, path: string): void {
  if (location.user) chownSync(path, location.user.uid, location.user.gid);
}
