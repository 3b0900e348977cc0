import { setTimeout as delay } from "node:timers/promises";
import { percentile } from "../figures";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { waitForWholeLog } from "./log-page";
import { goLive, openPage, type Pace, readHeap } from "./open-browser";
import { recordFrames } from "./record-frames";
import type { LongLog } from "./seed-long-log";
import { readWatched } from "./watch-page";
import { streamLog } from "./write-log";

const seconds = 60;
const linesPerSecond = 1000;

/** How smooth the page stays while it follows a long log that grows fast, how much it draws, and what it keeps. */
export async function measureLogFollow(bench: Bench, log: LongLog): Promise<Figure[]> {
  const full = await follow(bench, log, "full");
  const slow = await follow(bench, log, "slow");
  const of = `${linesPerSecond} lines a second for ${seconds * bench.share} s`;
  return [
    { budget: "followFrame", of, value: percentile(full.frames, 0.95) },
    { budget: "followFrameSlow", of, value: percentile(slow.frames, 0.95) },
    { budget: "followBlocking", of, value: full.blocking },
    { budget: "logRows", of, value: Math.max(full.rows, slow.rows) },
    { budget: "logHeap", of: `${full.lines.toLocaleString("en-US")} lines`, value: full.heap },
  ];
}

async function follow({ browser, console, share }: Bench, log: LongLog, pace: Pace) {
  const opened = await openPage(browser, console);
  const { page, cdp, context } = opened;
  await goLive(page, console.url + log.path.replace("tab=log", "tab=overview"));
  const before = await readHeap(opened);
  await page.getByRole("tab", { name: /^Log/ }).click();
  await waitForWholeLog(page);
  // Only what is measured is slowed down: to load so many lines over a slow network takes minutes.
  if (pace === "slow") await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const record = await recordFrames(page, async () => {
    const writing = streamLog(console.db, log, linesPerSecond);
    await delay(seconds * 1000 * share);
    await writing.stop();
  });
  const { mostLines } = await readWatched(page);
  const lines = Number(await page.locator("[data-line]").last().getAttribute("data-line"));
  const heap = (await readHeap(opened)) - before;
  await context.close();
  return { ...record, rows: mostLines, lines, heap };
}
