import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** An entry of package-lock.json. */
export type LockEntry = {
  version?: string;
  dev?: boolean;
  /** Ours for development, and of use to another package if it happens to be there. */
  devOptional?: boolean;
  optional?: boolean;
  resolved?: string;
  integrity?: string | undefined;
  license?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

const systems = new Map([
  ...["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "aix", "win32"].map(
    (word): [string, string] => [word, word],
  ),
  ["windows", "win32"],
]);
const processors = new Set([
  "arm64",
  "x64",
  "arm",
  "ia32",
  "ppc64",
  "ppc64le",
  "riscv64",
  "s390x",
  "loong64",
  "mips64el",
  "wasm32",
]);

/** What a platform package is for, read from its name, e.g. "@next/swc-darwin-arm64". */
function readPlatform(name: string): Pick<LockEntry, "os" | "cpu" | "libc"> {
  const words = name.split(/[-/]/);
  const os = words.flatMap((word) => systems.get(word) ?? []);
  const cpu = words.filter((word) => processors.has(word));
  const libc = words.flatMap((word) => (word.startsWith("musl") ? "musl" : word.startsWith("gnu") ? "glibc" : []));
  return {
    ...(cpu.length > 0 && { cpu }),
    ...(os.length > 0 && { os }),
    ...(os.includes("linux") && libc.length > 0 && { libc }),
  };
}

/** The entries that npm left out: optional packages for platforms that the registry in use does not serve. */
export function findMissingEntries(packages: Record<string, LockEntry>): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const isThere = packages[`node_modules/${name}`] ?? packages[`${path}/node_modules/${name}`];
      const platform = readPlatform(name);
      // A name that says no platform is an ordinary package, which npm has its own reasons to leave out.
      if (isThere || Object.keys(platform).length === 0) continue;
      const version = range.replace(/^[\^~]/, "");
      missing[`node_modules/${name}`] = { version, ...(entry.dev && { dev: true }), optional: true, ...platform };
    }
  }
  return missing;
}

export const lockfile = fileURLToPath(new URL("../package-lock.json", import.meta.url));

export function readLockfile(): { packages: Record<string, LockEntry> } {
  return JSON.parse(readFileSync(lockfile, "utf8"));
}

/** What an installed package says of its licence; null = it is not installed, or says nothing. */
export function readInstalledLicense(path: string): string | null {
  const file = new URL(`../${path}/package.json`, import.meta.url);
  if (!existsSync(file)) return null;
  const { license, licenses } = JSON.parse(readFileSync(file, "utf8"));
  return license ?? licenses?.map(({ type }: { type: string }) => type).join(" OR ") ?? null;
}
