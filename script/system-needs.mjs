// What the tests need from the system: found wherever it is, installed when that is allowed, else named with the command.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { runQuietly } from "../bin/setup/run-quietly.mjs";
import { sayProgress } from "../bin/setup/say-progress.mjs";

/**
 * @typedef {object} Need
 * @property {string} what for a person
 * @property {string[]} programs any of them will do; a name is looked for on the path and where administrators' programs are
 * @property {Record<string, string>} packages package that brings it, by package manager
 */

/** @type {Record<"browser" | "sshd" | "redis" | "caddy" | "nginx" | "openssl", Need>} */
const needs = {
  browser: {
    what: "Chromium or Chrome",
    programs: [
      "chromium",
      "google-chrome-stable",
      "google-chrome",
      "chromium-browser",
      "chrome",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    packages: { "apt-get": "chromium", brew: "--cask google-chrome", dnf: "chromium", pacman: "chromium" },
  },
  sshd: {
    what: "the OpenSSH server",
    programs: ["sshd"],
    packages: { "apt-get": "openssh-server", brew: "openssh", dnf: "openssh-server", pacman: "openssh" },
  },
  redis: {
    what: "Redis",
    programs: ["redis-server"],
    packages: { "apt-get": "redis-server", brew: "redis", dnf: "redis", pacman: "redis" },
  },
  caddy: {
    what: "Caddy",
    programs: ["caddy"],
    packages: { "apt-get": "caddy", brew: "caddy", dnf: "caddy", pacman: "caddy" },
  },
  nginx: {
    what: "nginx",
    programs: ["nginx"],
    packages: { "apt-get": "nginx", brew: "nginx", dnf: "nginx", pacman: "nginx" },
  },
  openssl: {
    what: "OpenSSL",
    programs: ["openssl"],
    packages: { "apt-get": "openssl", brew: "openssl", dnf: "openssl", pacman: "openssl" },
  },
};

const administratorFolders = [
  "/usr/sbin",
  "/usr/local/sbin",
  "/opt/homebrew/bin",
  "/opt/homebrew/sbin",
  "/usr/local/bin",
];

/**
 * @param {string} program
 * @returns {string | null} its path
 */
function findProgram(program) {
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...administratorFolders];
  const candidates = program.startsWith("/") ? [program] : folders.map((folder) => join(folder, program));
  return candidates.find(isExecutable) ?? null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {Need} need */
function findNeed(need) {
  return need.programs.map(findProgram).find((path) => path !== null) ?? null;
}

/** The browser that the browser tests use: `SAURON_BROWSER`, else one of the system; null when there is none. */
export function findBrowser() {
  return process.env.SAURON_BROWSER || findNeed(needs.browser);
}

/**
 * The program that a test starts.
 *
 * @param {keyof typeof needs} name
 * @returns {string} its path
 * @throws Error when it is not there: a test without it shows nothing, and does not pass
 */
export function findTestProgram(name) {
  const path = findNeed(needs[name]);
  if (path === null) throw new Error(`This test needs ${needs[name].what}: run script/bootstrap, which installs it.`);
  return path;
}

/**
 * Makes sure that everything is there.
 *
 * @throws Error that names the command which installs what is missing
 */
export async function provideSystemNeeds() {
  const missing = findMissing();
  if (missing.length === 0) return;
  const what = missing.map((need) => need.what).join(", ");
  const manager = ["apt-get", "brew", "dnf", "pacman"].find((name) => findProgram(name) !== null);
  if (manager === undefined)
    throw new Error(`The tests need ${what}, and no package manager was found to install it with.`);
  const install = installCommand(manager, missing);
  const prefix = manager === "brew" ? [] : rootPrefix();
  if (prefix === null || (manager !== "apt-get" && manager !== "brew")) {
    throw new Error(`The tests need ${what}. This installs it:\n\n  sudo ${install.join(" ")}\n`);
  }
  await sayProgress(`Installing ${what} (${manager})`, 60, () => installAll(manager, prefix, install));
  const still = findMissing();
  if (still.length > 0)
    throw new Error(`${manager} ran, yet ${still.map((need) => need.what).join(", ")} cannot be found.`);
}

function findMissing() {
  return Object.values(needs).filter((need) => (need === needs.browser ? findBrowser() : findNeed(need)) === null);
}

/**
 * @param {string} manager
 * @param {Need[]} missing
 */
function installCommand(manager, missing) {
  const packages = missing.flatMap((need) => (need.packages[manager] ?? "").split(" "));
  if (manager === "apt-get") return ["apt-get", "install", "--yes", "--no-install-recommends", ...packages];
  if (manager === "pacman") return ["pacman", "-S", ...packages];
  return [manager, "install", ...packages];
}

/** What goes before a command to run it as root: nothing for root, sudo when it asks no password, else null. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram("sudo");
  if (sudo === null || spawnSync(sudo, ["-n", "true"], { stdio: "ignore" }).status !== 0) return null;
  return [sudo, "-n"];
}

/**
 * @param {string} manager
 * @param {string[]} prefix
 * @param {string[]} install
 */
async function installAll(manager, prefix, install) {
  // Run level 1 keeps the packages from starting their services, which the tests start themselves.
  const quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"];
  const commands = manager === "apt-get" ? [["apt-get", "update"], install] : [install];
  for (const command of commands) {
    const [program = "", ...args] = [...prefix, ...quiet, ...command];
    await runQuietly(program, args, { cwd: "/", what: command.slice(0, 2).join(" ") });
  }
}
