import type { Page } from "@playwright/test";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { moveHosts, setHostStates } from "./move-hosts";
import { goLive, type OpenPage, openPage } from "./open-browser";
import { seedProject } from "./seed-project";
import { writeLog } from "./write-log";

const seconds = 60;

/**
 * What a tab that nobody looks at asks for and does, and how soon it is right once somebody does. Nothing can be hidden
 * from a browser without a screen, so the page is told that it is hidden; a real one would be slowed down besides.
 */
export async function measureHidden({ browser, console, share }: Bench): Promise<Figure[]> {
  const seeded = await seedProject(console, "hidden", { past: 3, waiting: 6 });
  await writeLog(console.db, seeded, 500);
  const figures: Figure[] = [];
  for (const [of, path] of [
    ["Now", "/p/hidden"],
    ["Rollout, log", `/p/hidden/rollouts/${seeded.rollout.number}?tab=log`],
  ] as const) {
    const opened = await openPage(browser, console);
    const { page, context } = opened;
    await goLive(page, console.url + path);
    await setVisibility(page, "hidden");
    // A log gives its stream back after half a minute.
    await page.waitForTimeout(35_000 * share);
    const idle = await watchWork(opened, seconds * share);
    const moving = moveHosts(console.db, seeded);
    const busy = await watchWork(opened, seconds * share);
    await moving.stop();
    figures.push(
      { budget: "hiddenRequests", of, value: ((idle.requests + busy.requests) / (2 * seconds * share)) * 30 },
      { budget: "hiddenWork", of: `${of}, nothing happens`, value: idle.work },
    );
    if (of === "Now") figures.push({ budget: "shownAgain", of, value: await timeFreshness(page, console.db, seeded) });
    await context.close();
  }
  return figures;
}

function setVisibility(page: Page, state: "visible" | "hidden"): Promise<void> {
  return page.evaluate((wanted) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => wanted });
    Object.defineProperty(document, "hidden", { configurable: true, get: () => wanted === "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

/** Requests that begin in some seconds, and milliseconds of work in each of them. */
async function watchWork({ page, cdp }: OpenPage, forSeconds: number): Promise<{ requests: number; work: number }> {
  let requests = 0;
  const count = () => {
    requests += 1;
  };
  const readWork = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
  };
  await cdp.send("Performance.enable");
  page.on("request", count);
  const before = await readWork();
  await page.waitForTimeout(forSeconds * 1000);
  const work = ((await readWork()) - before) / forSeconds;
  page.off("request", count);
  return { requests, work };
}

/** From the moment the page is looked at until it shows what happened while it was not. */
async function timeFreshness(
  page: Page,
  db: Bench["console"]["db"],
  { rollout, hosts }: Awaited<ReturnType<typeof seedProject>>,
): Promise<number> {
  await setHostStates(db, rollout, { hostIds: hosts.map(({ id }) => id), state: "succeeded" });
  const began = performance.now();
  await setVisibility(page, "visible");
  await page.locator(`[role=progressbar][aria-valuetext^="${hosts.length} of"]`).waitFor();
  return performance.now() - began;
}
