import { defineConfig } from "@playwright/test";
import { findBrowser } from "./script/system-needs.mjs";

const browser = findBrowser();

/** Browser journeys, one file each, against demos that `e2e/demo-fixture.ts` starts on ports of its own. */
export default defineConfig({
  outputDir: "test-results",
  fullyParallel: false,
  // A demo keeps a core busy, so no more than two run at a time: each is started once, by the one worker of its folder.
  workers: 2,
  projects: ["busy", "calm", "outside", "still"].map((name) => ({ name, testDir: `e2e/${name}`, workers: 1 })),
  timeout: 10 * 60_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: "list",
  use: {
    viewport: { width: 1440, height: 900 },
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      // Nothing in a browser test may ask the network for anything.
      ...(browser && { executablePath: browser }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
