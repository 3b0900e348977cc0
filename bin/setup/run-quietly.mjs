import { spawn } from "node:child_process";

/**
 * Runs a program and shows what it printed only when it fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined>, what: string }} options `what` names it in the error
 */
export async function runQuietly(program, args, { cwd, env, what }) {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  /** @type {Buffer[]} */
  const output = [];
  child.stdout.on("data", (bytes) => output.push(bytes));
  child.stderr.on("data", (bytes) => output.push(bytes));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return;
  throw new Error(`${what} failed with exit code ${code}:\n${Buffer.concat(output).toString("utf8").trimEnd()}`);
}
