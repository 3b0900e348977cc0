import { existsSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { hashFiles } from "./hash-files.mjs";
import { runQuietly } from "./run-quietly.mjs";
import { sayProgress } from "./say-progress.mjs";
import { hasStamp, writeStamp } from "./stamp.mjs";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const require = createRequire(import.meta.url);
const oldestNode = [20, 19];
/** Everything the production build is made from. */
const buildSources = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/** Refuses a Node.js that is too old, in a sentence instead of a syntax error further on. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(`Sauron needs Node.js ${oldestNode.join(".")} or newer; this is ${process.versions.node}.`);
}

/** Installs the packages of the lockfile when they are missing or belong to another lockfile. */
export async function installPackages() {
  const lockHash = hashFiles(root, ["package-lock.json"]);
  const stamp = join(root, "node_modules", ".sauron-lock");
  if (hasStamp(stamp, lockHash)) return;
  if (!isInstalledByHand()) {
    const npm = findNpm();
    const args = [
      "ci",
      "--include=dev",
      "--include=optional",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ];
    await sayProgress("Installing packages (npm ci)", 30, () =>
      runQuietly(npm.program, [...npm.args, ...args], { cwd: root, what: "npm ci" }),
    );
  }
  writeStamp(stamp, lockHash);
}

/** Whether npm itself left a record that is not older than the lockfile. */
function isInstalledByHand() {
  const record = statSync(join(root, "node_modules", ".package-lock.json"), { throwIfNoEntry: false });
  return record !== undefined && record.mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

/** The npm that called us, else the one beside this Node.js or on the path. */
function findNpm() {
  const caller = process.env.npm_execpath;
  if (caller?.endsWith(".js") && existsSync(caller)) return { program: process.execPath, args: [caller] };
  const beside = join(dirname(process.execPath), "npm");
  return { program: existsSync(beside) ? beside : "npm", args: [] };
}

/** Writes the database client when the schema changed. */
export async function generateClient() {
  const made = hashFiles(root, ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"]);
  const stamp = join(root, "lib", "db", "generated", ".made-from");
  if (hasStamp(stamp, made)) return;
  await sayProgress("Generating the database client", 2, () =>
    runQuietly(process.execPath, [require.resolve("prisma/build/index.js"), "generate"], {
      cwd: root,
      // Generating needs no schema engine, but the command line downloads one unless it is told of a program.
      env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
      what: "prisma generate",
    }),
  );
  writeStamp(stamp, made);
}

/** Builds the web pages when anything they are made from changed. */
export async function buildPages() {
  const made = `${process.versions.node.split(".")[0]} ${hashFiles(root, buildSources)}`;
  const stamp = join(root, ".next", "made-from");
  if (hasStamp(stamp, made)) return;
  // A build that is cut short must not pass for the one before it.
  rmSync(stamp, { force: true });
  await sayProgress("Building the web pages", 40, runBuild);
  writeStamp(stamp, made);
}

async function runBuild() {
  const command = [require.resolve("next/dist/bin/next"), "build", root];
  const env = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  for (;;) {
    try {
      return await runQuietly(process.execPath, command, { cwd: root, env, what: "next build" });
    } catch (error) {
      // Another command builds in this folder at this moment; after it our build is short.
      if (!String(error).includes("Another next build process is already running")) throw error;
      await setTimeout(1_000);
    }
  }
}
