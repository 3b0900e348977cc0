import { percentile } from "../figures";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { openPage, type Pace } from "./open-browser";
import type { LongLog } from "./seed-long-log";
import { readWatched } from "./watch-page";
import { streamLog } from "./write-log";

const visits = 5;

/** How soon a long log that is being written shows its last lines, to somebody who comes from elsewhere. */
export async function measureLogOpen(bench: Bench, log: LongLog): Promise<Figure[]> {
  const writing = streamLog(bench.console.db, log, 100);
  const of = `${log.lines.toLocaleString("en-US")} lines, being written`;
  const figures: Figure[] = [
    { budget: "logOpen", of, value: await openLog(bench, log, "full") },
    { budget: "logOpenSlow", of, value: await openLog(bench, log, "slow") },
  ];
  await writing.stop();
  return figures;
}

/** The time that three of four visits do not exceed. NaN when what is shown is not the end. */
async function openLog({ browser, console, share }: Bench, log: LongLog, pace: Pace): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < Math.ceil(visits * share); number += 1) {
    const { page, context } = await openPage(browser, console, pace);
    await page.goto(console.url + log.path);
    await page.locator("[data-line] bdi").first().waitFor();
    await page.waitForFunction(
      () => Number((window as unknown as { watched: { firstLine: number } }).watched.firstLine) > 0,
    );
    const last = await page.locator("[data-line]").last().getAttribute("data-line");
    times.push(Number(last) >= log.lines ? ((await readWatched(page)).firstLine ?? Number.NaN) : Number.NaN);
    await context.close();
  }
  return times.some(Number.isNaN) ? Number.NaN : percentile(times, 0.75);
}
