import type { Locator, Page } from "@playwright/test";
import { expect, type StillConsole, test } from "../still-fixture";
import { endRunning, type Story, tellStory, writeLog } from "../still-story";

const total = 100_000;
/** Lines of them that hold what is searched for: more than a screen can show, and no round number. */
const everyHit = 52;

async function openLog(page: Page, story: Story, range = ""): Promise<Locator> {
  await page.goto(`${story.now}/rollouts/${story.running.number}?tab=log${range}`);
  const log = page.getByRole("log", { name: "Rollout log" });
  await expect(log.locator("[data-line]").first()).toContainText("line");
  return log;
}

async function tellLongStory(still: StillConsole): Promise<Story> {
  const story = await tellStory(still);
  const text = (line: number) => `line ${line}${line % everyHit === 0 ? " needle" : ""}`;
  await writeLog(still.db, story, { count: total, text });
  return story;
}

test("a log of 100,000 lines opens at its end, draws few of them, and does not move under who reads", async ({
  page,
  still,
}) => {
  const story = await tellLongStory(still);
  const log = await openLog(page, story);
  const rows = log.locator("[data-line]");
  const end = log.locator(`[data-line="${total}"]`);

  await test.step("the end is in sight, and is followed", async () => {
    await expect(end).toBeInViewport();
    await writeLog(still.db, story, { from: total + 1, count: 10 });
    await expect(log.locator(`[data-line="${total + 10}"]`)).toBeInViewport();
    expect(await rows.count()).toBeLessThanOrEqual(400);
  });

  await test.step("all of it is loaded, and a search tells as many lines as there are", async () => {
    await expect(page.getByText("lines. The browser's own")).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press("/");
    await page.keyboard.type("needle");
    await expect(page.getByRole("search")).toContainText(
      `0 of ${Math.floor(total / everyHit).toLocaleString("en-US")} in`,
    );
    await page.keyboard.press("Enter");
    await expect(page.getByRole("search")).toContainText("1 of");
    await expect(log.locator(`[data-line="${everyHit}"] mark`)).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(log.locator(`[data-line="${2 * everyHit}"] mark`)).toBeInViewport();
  });

  await test.step("10,000 lines more move nothing, and no region is told of them", async () => {
    await log.evaluate((box) => box.scrollTo(0, 50_000 * 20));
    await expect(log.locator('[data-line="50001"]')).toBeInViewport();
    const before = await log.evaluate((box) => box.scrollTop);
    await page.evaluate(watchRegions);
    await writeLog(still.db, story, { from: total + 11, count: 10_000 });
    await expect(page.getByRole("button", { name: /^▼ 10,0\d\d new lines$/ })).toBeVisible();
    expect(await log.evaluate((box) => box.scrollTop)).toBe(before);
    await expect(log.locator('[data-line="50001"]')).toBeInViewport();
    expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([]);
    await expect(log).toHaveAttribute("aria-live", "off");
    await expect(log).toHaveAttribute("tabindex", "0");
    expect(await rows.count()).toBeLessThanOrEqual(400);
  });

  await test.step("what is selected over many screens stays selected, and is copied as it was written", async () => {
    await page.evaluate(beginSelection, 50_001);
    await scrollToLine(log, 50_600);
    await page.evaluate(endSelection, 50_600);
    await scrollToLine(log, 70_000);
    await writeLog(still.db, story, { from: total + 10_011, count: 100 });
    await expect(page.getByRole("button", { name: /^▼ 10,1\d\d new lines$/ })).toBeVisible();
    const copied = await page.evaluate(() => `${document.getSelection()}`);
    const lines = copied.split("\n").filter((line) => line !== "");
    expect(lines).toHaveLength(600);
    for (const [at, line] of lines.entries()) expect(line).toMatch(new RegExp(`web-1 +line ${50_001 + at}( needle)?$`));
  });

  await test.step("the end is one key away", async () => {
    await log.focus();
    await page.keyboard.press("End");
    await expect(log.locator(`[data-line="${total + 10_110}"]`)).toBeInViewport();
    await expect(page.getByRole("button", { name: "Follow" })).toHaveAttribute("aria-pressed", "true");
  });
});

/** Notes every change of what a screen reader is told by itself. */
function watchRegions(): void {
  const told: string[] = [];
  Object.assign(window, { told });
  // The search tells how many there are by now because somebody searches.
  const regions = [...document.querySelectorAll("[aria-live]:not([aria-live=off]), [role=status], [role=alert]")];
  const observer = new MutationObserver((changes) => {
    for (const { target } of changes) told.push(target.textContent ?? "");
  });
  for (const region of regions.filter((each) => !each.closest("[role=search]")))
    observer.observe(region, { childList: true, characterData: true, subtree: true });
}

async function scrollToLine(log: Locator, line: number): Promise<void> {
  await log.evaluate((box, row) => box.scrollTo(0, row * 20), line - 1);
  await expect(log.locator(`[data-line="${line}"]`)).toBeInViewport();
}

/** A caret before a line, as a click leaves it. */
function beginSelection(line: number): void {
  const row = document.querySelector(`[data-line="${line}"]`);
  if (!row) throw new Error("this line is not drawn");
  document.getSelection()?.collapse(row, 0);
}

/** What a click with Shift behind a line does. */
function endSelection(line: number): void {
  const row = document.querySelector(`[data-line="${line}"]`);
  if (!row) throw new Error("this line is not drawn");
  document.getSelection()?.extend(row, row.childNodes.length);
}

test("the end of a log comes with the page, and is in sight before any script has come", async ({ page, still }) => {
  const story = await tellStory(still);
  await writeLog(still.db, story, { count: 500 });
  await page.route(/\.js$/, (route) => route.abort());
  const log = await openLog(page, story);
  await expect(log.locator('[data-line="500"]')).toContainText("line 500");
  await expect(log.locator('[data-line="500"]')).toBeInViewport();
  await expect(log.locator('[data-line="401"]')).toHaveCount(0);
  await expect(page.getByText("(100 loaded)")).toBeVisible();
});

test("the address of some lines opens at them, in the middle and marked, while the log grows and after it has ended", async ({
  page,
  still,
}) => {
  const story = await tellLongStory(still);
  for (const isOver of [false, true]) {
    if (isOver) await endRunning(story);
    await page.goto("about:blank");
    const log = await openLog(page, story, "#L54321-L54340");
    await expect(log.locator("[data-marked]")).toHaveCount(20);
    await expect(log.locator('[data-line="54321"]')).toContainText("line 54321");
    const off = await log.evaluate((box) => {
      const [first, last] = [54_321, 54_340].map((line) =>
        box.querySelector(`[data-line="${line}"]`)?.getBoundingClientRect(),
      );
      const { top, bottom } = box.getBoundingClientRect();
      return Math.abs(((first?.top ?? 0) + (last?.bottom ?? 0)) / 2 - (top + bottom) / 2);
    });
    expect(off).toBeLessThanOrEqual(21);
    await expect(page.getByRole("button", { name: "Follow" })).toHaveAttribute("aria-pressed", "false");
  }
});

test("what programs write is shown harmlessly and each line keeps its place; the file has it to the last byte", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  const texts = [
    "\u001b[31mred\u001b[0m and \u001b[1mbold\u001b[0m line",
    "10 %\r50 %\rdone line",
    "👩‍🚀 🇳🇵 é ｆｕｌｌ 漢字 line",
    "שלום עולם line مرحبا",
    `${"x".repeat(20_000)} line`,
    "<script>planted=1</script><img src=x onerror=planted=1> line",
    "\tindented\tline",
    "",
  ];
  await writeLog(still.db, story, { count: texts.length, text: (line) => texts[line - 1] ?? "" });
  const log = await openLog(page, story);
  await expect(log.locator("[data-line]")).toHaveCount(texts.length);
  const shown = (line: number) => log.locator(`[data-line="${line}"] bdi`);
  await expect(shown(1)).toHaveText("red and bold line");
  await expect(shown(2)).toHaveText("done line");
  await expect(shown(6)).toHaveText(texts[5] ?? "");
  const heights = await log
    .locator("[data-line]")
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect()));
  for (const [at, { top, height }] of heights.entries()) {
    expect(height).toBe(20);
    expect(top - (heights[0]?.top ?? 0)).toBe(20 * at);
  }
  expect(await page.evaluate(() => "planted" in window)).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);

  for (const name of ["Raw", "Download"]) {
    const address = await page.getByRole("link", { name, exact: true }).first().getAttribute("href");
    const answer = await page.request.get(`${still.url}${address}`);
    expect(answer.headers()["content-type"]).toBe("text/plain; charset=utf-8");
    const written = texts.map((text, at) => `${new Date(1_760_000_000_001 + at).toISOString()} web-1 ${text}\n`);
    expect(await answer.body()).toEqual(Buffer.from(written.join("")));
  }
});

test("with keys alone: search, the next error, a link to its line, and back to the end", async ({
  page,
  context,
  still,
}) => {
  const story = await tellStory(still);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const text = (line: number) => (line === 700 ? "line error: address in use" : `line ${line}`);
  await writeLog(still.db, story, { count: 1000, text });
  const log = await openLog(page, story);
  await expect(page.getByRole("button", { name: "Next of 1 error" })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("line 12");
  await expect(page.getByRole("search")).toContainText("0 of 11 in");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("search")).toContainText("2 of 11");
  await expect(page).toHaveURL(/[?&]find=line\+12$/);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/find=/);
  // Out of the field, keys are keys again.
  await page.keyboard.press("Tab");
  await page.keyboard.press("e");
  await expect(log.locator('[data-line="700"]')).toBeInViewport();
  await expect(page).toHaveURL(/#L700$/);
  const copy = page.getByRole("button", { name: "Copy link" });
  await copy.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#announce-polite")).toContainText("Copied the link.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await page.keyboard.press("f");
  await expect(log.locator('[data-line="1000"]')).toBeInViewport();
});

test("a log whose stream is cut again and again comes whole: every line once, in order", async ({ page, still }) => {
  const story = await tellStory(still);
  await writeLog(still.db, story, { count: 10 });
  const log = await openLog(page, story);
  const cuts = 50;
  for (let cut = 1; cut < cuts; cut++) {
    await writeLog(still.db, story, { from: cut * 10 + 1, count: 10 });
    still.line.cut();
    // A reader that comes back tries again at once, however long it would have waited.
    await page.evaluate(() => dispatchEvent(new Event("online")));
  }
  await expect(log.locator(`[data-line="${cuts * 10}"]`)).toContainText(`line ${cuts * 10}`);
  const seen: string[] = [];
  for (let top = 0; top < cuts * 10 * 20; top += 400) {
    await log.evaluate((box, to) => box.scrollTo(0, to), top);
    await expect(log.locator(`[data-line="${Math.floor(top / 20) + 1}"]`)).toBeInViewport();
    seen.push(...(await log.locator("[data-line] bdi").allTextContents()));
  }
  expect([...new Set(seen)]).toEqual(Array.from({ length: cuts * 10 }, (_, at) => `line ${at + 1}`));
  const numbers = await log
    .locator("[data-line]")
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-line"))));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("long lines wrap when asked: the end is followed, an error is in the middle, and what is read stays", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  const text = (line: number) =>
    `line ${line}${line % 7 === 0 ? ` ${"word ".repeat(150)}` : ""}${line === 300 ? " error: no space" : ""}`;
  await writeLog(still.db, story, { count: 1000, text });
  const log = await openLog(page, story);
  await expect(page.getByRole("button", { name: "Next of 1 error" })).toBeVisible();
  const end = (line: number) => log.locator(`[data-line="${line}"]`);
  await page.getByRole("button", { name: "Wrap" }).click();

  await expect(end(1000)).toBeInViewport();
  expect(await log.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await writeLog(still.db, story, { from: 1001, count: 200, text });
  await expect(end(1200)).toBeInViewport();

  await page.keyboard.press("e");
  await expect(end(300)).toBeInViewport();
  const off = () =>
    end(300).evaluate((row) => {
      const { top, bottom } = (row.closest("[role=log]") ?? row).getBoundingClientRect();
      return Math.abs(row.getBoundingClientRect().top - (top + bottom) / 2);
    });
  expect(await off()).toBeLessThanOrEqual(21);
  const before = await off();
  await writeLog(still.db, story, { from: 1201, count: 300, text });
  await expect(page.getByRole("button", { name: "▼ 300 new lines" })).toBeVisible();
  expect(await off()).toBe(before);

  await page.getByRole("button", { name: "Wrap" }).click();
  await expect(end(300)).toBeInViewport();
  expect(await off()).toBeLessThanOrEqual(21);
});

test("an address says what is searched for and how lines look, and another tab does not forget it", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await writeLog(still.db, story, { count: 100 });
  const isAsSaid = async () => {
    await expect(page.getByRole("searchbox", { name: "Search in the log" })).toHaveValue("line [79]$");
    await expect(page.getByRole("search")).toContainText("0 of 2 in");
    for (const name of ["Regular expression (.*)", "No time", "Wrap"]) {
      await expect(page.getByRole("button", { name })).toHaveAttribute("aria-pressed", "true");
    }
  };
  await openLog(page, story, "&find=line+%5B79%5D%24&regex=1&time=off&wrap=1");
  await isAsSaid();
  await page.getByRole("tab", { name: /^Hosts/ }).click();
  await expect(page.getByRole("searchbox", { name: "Filter hosts by name" })).toHaveValue("");
  await page.getByRole("tab", { name: /^Log/ }).click();
  await isAsSaid();
  await page.getByRole("button", { name: "Clock" }).click();
  await expect(page).not.toHaveURL(/time=/);
});

test("a log longer than what is loaded is searched whole: true totals, every hit can be gone to", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  const long = 201_000;
  const hits = new Set([5, 90_000, 200_990]);
  await writeLog(still.db, story, { count: long, text: (line) => `line ${line}${hits.has(line) ? " Needle" : ""}` });
  const log = await openLog(page, story);
  await expect(page.getByText("201,000 lines (1,000 loaded)")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("needle");
  const search = page.getByRole("search");
  await expect(search).toContainText("0 of 3 in all lines", { timeout: 30_000 });
  for (const line of hits) {
    await page.keyboard.press("Enter");
    await expect(log.locator(`[data-line="${line}"] mark`)).toBeInViewport();
  }
  await page.keyboard.press("Shift+Enter");
  await expect(search).toContainText("2 of 3 in all lines");
  await expect(log.locator('[data-line="90000"] mark')).toBeInViewport();

  await writeLog(still.db, story, { from: long + 1, count: 1, text: () => "line with another needle" });
  await expect(search).toContainText("2 of 4 in all lines");
  await page.getByRole("button", { name: "Match case" }).click();
  await expect(search).toContainText("0 of 1 in all lines");
  await page.getByRole("button", { name: "Regular expression" }).click();
  await expect(search).toContainText("0 of 1 in loaded lines");
  await page.getByRole("combobox", { name: "Lines" }).selectOption("stderr");
  await expect(search).toContainText("None in loaded lines");
});
