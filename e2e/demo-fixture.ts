import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { test as base } from "@playwright/test";

const root = fileURLToPath(new URL("..", import.meta.url));

export type DemoProject = {
  url: string;
  /** Path of the project's Now page. */
  now: string;
};

export type CalmDemo = DemoProject & {
  /** Lands a commit: one that passes and works, or one whose tests fail. */
  land(kind: "normal" | "red"): void;
};

/**
 * Journeys run against demos of their own: real machines, real commits, real traffic. In `demo` people land commits all
 * the time, and git hosts and CI systems of every kind tell of them; in `calmDemo` only what a journey asks for lands,
 * told through the API. One of each serves all journeys that want it.
 */
export const test = base.extend<object, { demo: DemoProject; calmDemo: CalmDemo }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => runDemo(["--senders"], (url) => use({ url, now: `${url}/p/web` })),
    { scope: "worker", timeout: 5 * 60_000 },
  ],
  calmDemo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) =>
      runDemo(["--on-request"], (url, demo) =>
        use({ url, now: `${url}/p/web`, land: (kind) => void demo.stdin?.write(`${kind}\n`) }),
      ),
    { scope: "worker", timeout: 5 * 60_000 },
  ],
});

async function runDemo(options: string[], use: (url: string, demo: ChildProcess) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "sauron e2e "));
  // As root the database runs as another user, who must get in; its files would lie elsewhere otherwise.
  await chmod(directory, 0o711);
  const demo = spawn(process.execPath, ["bin/sauron.mjs", "demo", ...demoOptions(directory), ...options], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    await use(await readUrl(demo), demo);
  } finally {
    await stop(demo);
    await rm(directory, { recursive: true, force: true });
  }
}

/** Seeded, so that the same things land in the same order. */
function demoOptions(directory: string): string[] {
  return ["--data", join(directory, "data"), "--machines", "6", "--port", "0", "--seed", "7", "--no-open"];
}

function readUrl(demo: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    demo.once("exit", (code) => reject(new Error(`The demo ended with exit code ${code} before it was ready.`)));
    createInterface({ input: demo.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      const ready = /Ready: (http:\S+)/.exec(line);
      if (ready?.[1]) resolve(ready[1]);
    });
  });
}

async function stop(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null) return;
  const ended = new Promise((resolve) => demo.once("exit", resolve));
  demo.kill("SIGINT");
  await ended;
}

export { expect } from "@playwright/test";
