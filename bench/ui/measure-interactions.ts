import type { Page } from "@playwright/test";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { moveHosts } from "./move-hosts";
import { goLive, openPage, type Pace } from "./open-browser";
import { seedProject } from "./seed-project";
import { readWatched } from "./watch-page";
import { streamLog } from "./write-log";

/** How soon the console shows that it has heard, for the slowest of the usual things that people do with it. */
export async function measureInteractions(bench: Bench): Promise<Figure[]> {
  const full = await interact(bench, "full");
  const slow = await interact(bench, "slow");
  return [
    { budget: "inp", of: full.of, value: full.worst },
    { budget: "inpSlow", of: slow.of, value: slow.worst },
  ];
}

async function interact({ browser, console }: Bench, pace: Pace): Promise<{ of: string; worst: number }> {
  const seeded = await seedProject(console, `interactions-${pace}`, { past: 20, waiting: 12 });
  const moving = moveHosts(console.db, seeded);
  const writing = streamLog(console.db, seeded, 50);
  const { page, context } = await openPage(browser, console, pace);
  const now = `${console.url}/p/interactions-${pace}`;
  await goLive(page, now);
  await walkNow(page);
  const onNow = await readInteractions(page);
  await goLive(page, `${now}/rollouts/${seeded.rollout.number}`);
  await walkRollout(page);
  const onRollout = await readInteractions(page);
  await moving.stop();
  await writing.stop();
  await context.close();
  const all = [...onNow, ...onRollout].sort((a, b) => b.ms - a.ms);
  const [worst] = all;
  return {
    of: `${all.length} of them took 16 ms or more; slowest: ${worst?.name}`,
    worst: worst?.ms ?? Number.NaN,
  };
}

async function walkNow(page: Page): Promise<void> {
  const press = (name: RegExp | string) => page.getByRole("button", { name }).first().click();
  const open = page.locator("dialog[open]");
  const closeDialog = async () => {
    await open.waitFor();
    await page.keyboard.press("Escape");
    await open.waitFor({ state: "detached" });
  };
  await page.keyboard.press("?");
  await closeDialog();
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox").first().pressSequentially("hist");
  await closeDialog();
  await press(/^Abort…/);
  await press("Keep going");
  await page.keyboard.press("Shift+A");
  await closeDialog();
  await press(/^Live/);
  await press(/^Paused/);
  await press("UTC");
  await press("Local");
  await press("Dark");
  await press("Light");
  await press("System");
}

async function walkRollout(page: Page): Promise<void> {
  const press = (name: RegExp | string) => page.getByRole("button", { name, exact: true }).first().click();
  const openTab = (name: RegExp) => page.getByRole("tab", { name }).click();
  await openTab(/^Hosts/);
  await press("Table");
  await press("Grid");
  await page.getByRole("searchbox", { name: "Filter hosts by name" }).pressSequentially("web-1");
  await openTab(/^Canary/);
  await openTab(/^Events/);
  await openTab(/^Log/);
  await page.locator("[data-line] bdi").first().waitFor();
  await page.getByRole("searchbox", { name: "Search in the log" }).pressSequentially("error");
  await page.keyboard.press("Enter");
  await press("Elapsed");
  await press("Clock");
  await press("Follow");
  await openTab(/^Overview/);
}

async function readInteractions(page: Page): Promise<{ name: string; ms: number }[]> {
  // They are told a little after the paint that ends them.
  await page.waitForTimeout(1000);
  return Object.values((await readWatched(page)).interactions);
}
