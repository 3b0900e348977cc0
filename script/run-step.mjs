import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Programs of installed packages, by the file that Node.js runs. */
const programs = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  tsc: "node_modules/typescript/bin/tsc",
  cruise: "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
  knip: "node_modules/knip/bin/knip.js",
  vitest: "node_modules/vitest/vitest.mjs",
  playwright: "node_modules/@playwright/test/cli.js",
};

/**
 * @param {keyof typeof programs} name
 * @param {string[]} args
 * @param {string[]} [nodeOptions]
 * @returns {string[]} a command for `runStep`
 */
export function packageCommand(name, args, nodeOptions = []) {
  return [process.execPath, ...nodeOptions, join(root, programs[name]), ...args];
}

/**
 * Runs a command in the root folder.
 *
 * @param {string[]} command
 * @param {{ output: "show" | "collect", env?: Record<string, string> }} options
 * @returns {Promise<{ code: number, output: string }>} what it printed, when collected
 */
export function runStep([program = "", ...args], { output, env = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", output === "show" ? "inherit" : "pipe", output === "show" ? "inherit" : "pipe"],
    });
    /** @type {Buffer[]} */
    const printed = [];
    child.stdout?.on("data", (bytes) => printed.push(bytes));
    child.stderr?.on("data", (bytes) => printed.push(bytes));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(printed).toString("utf8") }));
  });
}
