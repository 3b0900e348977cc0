import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { waitForWholeLog } from "./log-page";
import { goLive, openPage } from "./open-browser";
import type { LongLog } from "./seed-long-log";
import { forgetWork, readWatched } from "./watch-page";
import { countLinesWith } from "./write-log";

/** How long a search of a long log takes from the last key on, whether it finds all there is, and whether it blocks. */
export async function measureLogSearch({ browser, console }: Bench, log: LongLog): Promise<Figure[]> {
  const { page, context } = await openPage(browser, console);
  await goLive(page, console.url + log.path);
  await waitForWholeLog(page);
  const figures: Figure[] = [];
  const field = page.getByRole("searchbox", { name: "Search in the log" });
  for (const text of ["error", "address already", "static/chunks"]) {
    await field.fill("");
    await forgetWork(page);
    await field.pressSequentially(text.slice(0, -1));
    const found = page.evaluate(waitForCount);
    await field.press(text.slice(-1));
    const { hits, ms } = await found;
    const of = `"${text}", ${hits.toLocaleString("en-US")} hits`;
    figures.push(
      { budget: "searchTime", of, value: ms },
      { budget: "searchMiss", of, value: Math.abs(hits - (await countLinesWith(console.db, log, text))) },
      { budget: "searchTask", of, value: (await readWatched(page)).longestTask },
    );
  }
  await context.close();
  return figures;
}

/** Runs in the page: from the next key to the frame that shows how many there are of all loaded lines. */
async function waitForCount(): Promise<{ hits: number; ms: number }> {
  await new Promise((pressed) => addEventListener("keydown", pressed, { once: true, capture: true }));
  const from = performance.now();
  for (;;) {
    await new Promise((next) => requestAnimationFrame(next));
    const said = document.querySelector("[role=search] [role=status]")?.textContent ?? "";
    const [, hits] = /of ([\d,]+) in loaded lines$/.exec(said) ?? [];
    if (hits) return { hits: Number(hits.replaceAll(",", "")), ms: performance.now() - from };
  }
}
