import type { Page } from "@playwright/test";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { logBody, waitForWholeLog } from "./log-page";
import { goLive, openPage } from "./open-browser";
import type { LongLog } from "./seed-long-log";
import { writeLog } from "./write-log";

const newLines = 10_000;
const linked = { first: 54_321, last: 54_340 };

/** Whether new lines leave alone what somebody reads and has selected, and where a link to some lines leads. */
export async function measureLogReading({ browser, console }: Bench, log: LongLog): Promise<Figure[]> {
  const { page, context } = await openPage(browser, console);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await goLive(page, console.url + log.path);
  await waitForWholeLog(page);
  await scrollBetweenBlocks(page);
  const selected = await selectDrawnLines(page);
  const before = await readPlace(page);
  await writeLog(console.db, log, newLines);
  await page.getByText(/^▼ 10,\d+ new lines$/).waitFor();
  const after = await readPlace(page);
  await page.keyboard.press("ControlOrMeta+c");
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).split("\n").map((line) => line.trim());
  const wrong = selected.filter((line, index) => copied[index] !== line).length;

  await page.goto("about:blank");
  await page.goto(`${console.url}${log.path}#L${linked.first}-L${linked.last}`);
  await page.locator("[data-marked]").first().waitFor();
  const offCentre = await rowsOffCentre(page);
  await context.close();
  const of = `${newLines.toLocaleString("en-US")} new lines`;
  return [
    { budget: "logMoved", of, value: after.line === before.line ? Math.abs(after.top - before.top) : Number.NaN },
    {
      budget: "logCopy",
      of: `${selected.length} lines, ${of}`,
      value: wrong + Math.abs(copied.length - selected.length),
    },
    { budget: "logCentre", of: `lines ${linked.first} to ${linked.last}`, value: offCentre },
  ];
}

/** Where four blocks of 50 rows are drawn, far from the end. */
async function scrollBetweenBlocks(page: Page): Promise<void> {
  await logBody(page).hover();
  await page.mouse.wheel(0, -400);
  await logBody(page).evaluate((body) => {
    body.scrollTop = 1_000_000 + 900;
  });
  await page.locator('[data-line="50001"]').waitFor();
}

/** Selects every line that is drawn; returns them as they should be copied: without their numbers. */
function selectDrawnLines(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll("[data-line]")];
    const [first, last] = [rows[0], rows.at(-1)];
    if (first && last) document.getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length);
    return rows.map((row) => (row.textContent ?? "").slice(row.querySelector("a")?.textContent?.length).trim());
  });
}

function readPlace(page: Page): Promise<{ top: number; line: string | null }> {
  return logBody(page).evaluate((body) => {
    const { left, top } = body.getBoundingClientRect();
    const row = document.elementFromPoint(left + 20, top + 12)?.closest("[data-line]");
    return { top: body.scrollTop, line: row?.getAttribute("data-line") ?? null };
  });
}

function rowsOffCentre(page: Page): Promise<number> {
  return logBody(page).evaluate((body) => {
    const marked = [...body.querySelectorAll("[data-marked]")].map((row) => row.getBoundingClientRect());
    const middle = ((marked[0]?.top ?? Number.NaN) + (marked.at(-1)?.bottom ?? Number.NaN)) / 2;
    const { top, height } = body.getBoundingClientRect();
    return Math.abs(middle - (top + height / 2)) / 20;
  });
}
