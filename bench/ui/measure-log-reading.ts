import type { Page } from "@playwright/test";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { logBody, waitForWholeLog } from "./log-page";
import { goLive, openPage } from "./open-browser";
import type { LongLog } from "./seed-long-log";
import { writeLog } from "./write-log";

const newLines = 10_000;
const selection = { first: 50_001, last: 50_200 };
const linked = { first: 54_321, last: 54_340 };

/** Whether new lines leave alone what somebody reads and has selected, and where a link to some lines leads. */
export async function measureLogReading({ browser, console }: Bench, log: LongLog): Promise<Figure[]> {
  const { page, context } = await openPage(browser, console);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await goLive(page, console.url + log.path);
  await waitForWholeLog(page);
  const selected = await selectLines(page);
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

/** Selects lines of several screens, far from the end; returns them as they should be copied: without their numbers. */
async function selectLines(page: Page): Promise<string[]> {
  await logBody(page).hover();
  await page.mouse.wheel(0, -400);
  await scrollToLine(page, selection.first);
  await page.evaluate(selectUpTo, selection.first);
  await scrollToLine(page, selection.last);
  await page.evaluate(selectUpTo, selection.last);
  for (const line of [selection.first, selection.last]) await page.locator(`[data-line="${line}"]`).waitFor();
  return page.evaluate(({ first, last }) => {
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return numbers.map((number) => {
      const row = document.querySelector(`[data-line="${number}"]`);
      return (row?.textContent ?? "").slice(row?.querySelector("a")?.textContent?.length).trim();
    });
  }, selection);
}

async function scrollToLine(page: Page, line: number): Promise<void> {
  await logBody(page).evaluate((body, top) => body.scrollTo(0, top), (line - 1) * 20 - 100);
  await page.locator(`[data-line="${line}"]`).waitFor();
}

/** Runs in the page: puts the caret before a line, or selects from there to the end of the line. */
function selectUpTo(line: number): void {
  const selection = document.getSelection();
  const row = document.querySelector(`[data-line="${line}"]`);
  if (!selection || !row) return;
  if (selection.anchorNode === null) selection.setBaseAndExtent(row, 0, row, 0);
  else selection.extend(row, row.childNodes.length);
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
