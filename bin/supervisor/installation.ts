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

/** Serves the production build of the web pages, where SAURON_HOST and SAURON_PORT say. */
export function webCommand(): [string, ...string[]] {
  return [...typescriptCommand("lib/http/server/main.ts"), installationRoot];
}

/** For TypeScript processes that are started from any folder. */
export const typescriptEnvironment = { TSX_TSCONFIG_PATH: join(installationRoot, "tsconfig.json") };

/** For web processes and workers, over the environment of whoever starts them. */
export const workingEnvironment = {
  ...typescriptEnvironment,
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
  // They have no use for it, and could change the audit with it.
  SAURON_OWNER_DATABASE_URL: undefined,
};
