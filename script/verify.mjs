// npm run verify: every check that needs no service. What fails is shown, what passes is one line.
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkNode, generateClient, installPackages } from "../bin/setup/prepare.mjs";
import { packageCommand, root, runStep } from "./run-step.mjs";

const sources = ["app", "bench", "bin", "chaos", "components", "demo", "e2e", "lib", "script", "workers"];

/**
 * @param {string | undefined} report where the pure tests write their JSON report
 * @returns {{ name: string, command: string[], speaks?: boolean }[]} one that speaks has something to say when it passes
 */
function listChecks(report) {
  const reporters = ["--reporter=dot", ...(report ? ["--reporter=json", `--outputFile.json=${report}`] : [])];
  return [
    { name: "types", command: packageCommand("tsc", ["--noEmit"]) },
    { name: "pure tests", command: packageCommand("vitest", ["run", "--project", "pure", ...reporters]) },
    {
      name: "architecture",
      command: packageCommand(
        "cruise",
        ["--config", ".dependency-cruiser.mjs", ...existing(sources)],
        ["--import", "./script/architecture/use-typescript-5.mjs"],
      ),
    },
    { name: "dead code", command: packageCommand("knip", ["--no-progress"]) },
    { name: "format and lint", command: packageCommand("biome", ["check", "."]) },
    { name: "advisories", command: [process.execPath, "--import", "tsx", "script/check-advisories.ts"], speaks: true },
    { name: "paths in the docs", command: [process.execPath, "--import", "tsx", "script/check-doc-paths.ts"] },
  ];
}

/** @param {string[]} folders */
function existing(folders) {
  return folders.filter((folder) => existsSync(join(root, folder)));
}

/**
 * Runs the checks, as many at once as there are processors.
 *
 * @param {{ report?: string }} [options]
 * @returns {Promise<string[]>} names of those that failed
 */
export async function verify({ report } = {}) {
  const waiting = listChecks(report);
  /** @type {string[]} */
  const failed = [];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const startedAt = performance.now();
      const { code, output } = await runStep(check.command, { output: "collect" });
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? "ok    " : "FAILED"}  ${check.name} (${seconds} s)\n`);
      if (code === 0) {
        if (check.speaks && output) process.stdout.write(`        ${output.trim()}\n`);
        continue;
      }
      failed.push(check.name);
      process.stdout.write(`${output.trimEnd()}\n\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  return failed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  checkNode();
  await installPackages();
  await generateClient();
  const failed = await verify();
  if (failed.length > 0) process.stdout.write(`Failed: ${failed.join(", ")}\n`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
