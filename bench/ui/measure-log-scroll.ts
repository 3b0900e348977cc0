import type { Page } from "@playwright/test";
import { percentile } from "../figures";
import type { Bench } from "./bench";
import type { BudgetName, Figure } from "./budgets";
import { logBody, readScrollTop, waitForWholeLog } from "./log-page";
import { goLive, openPage } from "./open-browser";
import { recordFrames } from "./record-frames";
import type { LongLog } from "./seed-long-log";
import { streamLog } from "./write-log";

const steps = 300;
const wheelStep = 400;

/** How smooth it is to move through a long log with the wheel and with the scrollbar, while lines come. */
export async function measureLogScroll(bench: Bench, log: LongLog): Promise<Figure[]> {
  const { browser, console } = bench;
  const { page, cdp, context } = await openPage(browser, console);
  await goLive(page, console.url + log.path);
  await waitForWholeLog(page);
  const writing = streamLog(console.db, log, 100);
  const figures: Figure[] = [];
  for (const rate of [1, 4]) {
    await cdp.send("Emulation.setCPUThrottlingRate", { rate });
    const count = Math.ceil(steps * bench.share);
    const wheel = await recordFrames(page, () => wheelUp(page, count));
    const drag = await recordFrames(page, () => dragBar(page, count));
    const name = (way: "wheel" | "drag") => `${way}Frame${rate === 1 ? "" : "Slow"}` as BudgetName;
    figures.push(
      { budget: name("wheel"), of: `${count} steps of ${wheelStep} px`, value: percentile(wheel.frames, 0.95) },
      { budget: name("drag"), of: `${count} steps, end to end`, value: percentile(drag.frames, 0.95) },
    );
  }
  await writing.stop();
  await context.close();
  return figures;
}

async function wheelUp(page: Page, count: number): Promise<void> {
  await page.keyboard.press("End");
  await logBody(page).hover();
  const from = await readScrollTop(page);
  for (let step = 0; step < count; step += 1) await page.mouse.wheel(0, -wheelStep);
  await page.waitForTimeout(500);
  if ((await readScrollTop(page)) > from - (count * wheelStep) / 2) throw new Error("The wheel did not move the log.");
}

/** From the upper end of the scrollbar to the lower one, by the mouse. */
async function dragBar(page: Page, count: number): Promise<void> {
  const box = await logBody(page).evaluate(async (body) => {
    body.scrollTop = 0;
    // The handle can be taken where it is drawn.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const { left, top, height } = body.getBoundingClientRect();
    return { x: left + body.clientLeft + body.clientWidth + 7, top, height };
  });
  // Below the arrow and on the handle, which is short.
  const grip = box.top + 23;
  await page.mouse.move(box.x, grip);
  await page.mouse.down();
  for (let step = 1; step <= count; step += 1) {
    await page.mouse.move(box.x, grip + (step / count) * (box.height - 60));
  }
  await page.mouse.up();
  const moved = await readScrollTop(page);
  if (moved < 500_000) throw new Error(`The scrollbar moved the log by ${moved} px only.`);
}
