import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type Page,
} from "@playwright/test";

const root = fileURLToPath(new URL("..", import.meta.url));

export type DemoProject = {
  url: string;
  /** Path of the project's Now page. */
  now: string;
  /** The key with which programs of this machine speak to its Sauron. */
  key: string;
  /** Where its Sauron keeps what it keeps. */
  data: string;
};

export type CalmDemo = DemoProject & {
  /** Lands a commit: one that passes and works, or one whose tests fail. */
  land(kind: "normal" | "red"): void;
};

/**
 * Journeys run against demos of their own: real machines, real commits, real traffic. In `demo` people land commits all
 * the time, and git hosts and CI systems of every kind tell of them; in `calmDemo` only what a journey asks for lands,
 * told through the API. One of each serves all journeys that want it, and every journey is signed in as its admin.
 */
export const test = base.extend<
  { demo: DemoProject; calmDemo: CalmDemo },
  { runningDemo: DemoProject; runningCalmDemo: CalmDemo }
>({
  runningDemo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => runDemo(["--senders"], use),
    { scope: "worker", timeout: 5 * 60_000 },
  ],
  runningCalmDemo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) =>
      runDemo(["--on-request"], (project, demo) =>
        use({ ...project, land: (kind) => void demo.stdin?.write(`${kind}\n`) }),
      ),
    { scope: "worker", timeout: 5 * 60_000 },
  ],
  // What a journey asks for itself, it asks for as the person who is signed in.
  request: async ({ context }, use) => use(context.request),
  demo: async ({ runningDemo, context }, use) => {
    await comeIn(context, runningDemo, "admin");
    await use(runningDemo);
  },
  calmDemo: async ({ runningCalmDemo, context }, use) => {
    await comeIn(context, runningCalmDemo, "admin");
    await use(runningCalmDemo);
  },
});

/** A page in a browser of somebody else, who is signed in too. */
export async function openColleague(
  browser: Browser,
  demo: DemoProject,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext(options);
  await comeIn(context, demo, "operator");
  return context.newPage();
}

/** Signs a browser in to a demo, as a person does it: with one click. */
export async function comeIn(
  context: BrowserContext,
  demo: DemoProject,
  role: "viewer" | "operator" | "admin",
): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${demo.url}/sign-in`);
  await page.getByRole("button", { name: `Come in as ${role}` }).click();
  await page.waitForURL(`${demo.url}/`);
  await page.close();
}

async function runDemo(
  options: string[],
  use: (project: DemoProject, demo: ChildProcess) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "sauron e2e "));
  // As root the database runs as another user, who must get in; its files would lie elsewhere otherwise.
  await chmod(directory, 0o711);
  const demo = spawn(process.execPath, ["bin/sauron.mjs", "demo", ...demoOptions(directory), ...options], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const url = await readUrl(demo);
    const data = join(directory, "data");
    const key = (await readFile(join(data, "local-key"), "utf8")).trim();
    await use({ url, now: `${url}/p/web`, key, data }, demo);
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
