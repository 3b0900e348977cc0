#!/usr/bin/env node
// The door to Sauron: prepares what the command needs, which on a fresh clone is everything, then hands over to cli.ts.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildPages, checkNode, generateClient, installPackages, root } from "./setup/prepare.mjs";

/** Commands that serve pages need the production build, those that ask a running Sauron nothing but the packages. */
const needsPages = new Set(["demo", "start", "web", "build"]);

try {
  checkNode();
  const [name] = process.argv.slice(2);
  await installPackages();
  await generateClient();
  if (name !== undefined && needsPages.has(name) && !process.argv.includes("--help")) await buildPages();
  await runCommand();
} catch (error) {
  process.stderr.write(`sauron: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

async function runCommand() {
  // The command runs in the folder it was called from; imports are resolved where Sauron lies.
  process.env.TSX_TSCONFIG_PATH = join(root, "tsconfig.json");
  const { register } = await import("tsx/esm/api");
  register();
  await import(pathToFileURL(join(root, "bin", "cli.ts")).href);
}
