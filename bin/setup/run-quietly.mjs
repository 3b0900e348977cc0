import { spawn } from "node:child_process";

/** @type {NodeJS.Signals[]} */
const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"];

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
  const stopAlso = (/** @type {NodeJS.Signals} */ signal) => {
    child.kill(signal);
    process.exit(130);
  };
  for (const signal of stopSignals) process.once(signal, stopAlso);
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  for (const signal of stopSignals) process.removeListener(signal, stopAlso);
  if (code === 0) return;
  throw new Error(`${what} failed with exit code ${code}:\n${Buffer.concat(output).toString("utf8").trimEnd()}`);
}
