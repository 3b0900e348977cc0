import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Where Sauron itself lies. */
export const installationRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

const require = createRequire(import.meta.url);

/** Runs a TypeScript file of Sauron in a Node.js process of its own. */
export function typescriptCommand(file: string): [string, ...string[]] {
  return [process.execPath, "--import", pathToFileURL(require.resolve("tsx")).href, join(installationRoot, file)];
}

/** Serves the production build of the web pages. */
export function webCommand(address: { host: string; port: number }): [string, ...string[]] {
  const next = require.resolve("next/dist/bin/next");
  return [process.execPath, next, "start", installationRoot, "--hostname", address.host, "--port", `${address.port}`];
}

/** For TypeScript processes that are started from any folder. */
export const typescriptEnvironment = { TSX_TSCONFIG_PATH: join(installationRoot, "tsconfig.json") };
