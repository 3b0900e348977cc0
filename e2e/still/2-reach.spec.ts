import { testSha } from "@/lib/testing/project";
import { enter, expect, test } from "../still-fixture";
import { endRunning, listStoryPages, tellStory } from "../still-story";

test("every page has one heading, its landmarks, a title of its own, tables that say what they are, and targets that can be hit", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await endRunning(story);
  const titles = new Map<string, string>();
  const bad: string[] = [];
  for (const address of listStoryPages(story)) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    for (const landmark of ["banner", "main"] as const) await expect(page.getByRole(landmark)).toHaveCount(1);
    const found = [...(await page.evaluate(findBadTables)), ...(await page.evaluate(findSmallTargets, 24))];
    bad.push(...found.map((one) => `${address}: ${one}`));
    titles.set(address.replace(/[?].*/, ""), await page.title());
  }
  expect(bad).toEqual([]);
  expect([...titles.values()].filter((title, at, all) => title === "" || all.indexOf(title) !== at)).toEqual([]);

  await test.step("the first stop leads past the bar", async () => {
    await page.goto(story.now);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  });

  await test.step("what sorts says how it is sorted, and a bar how far it is", async () => {
    const { id } = await story.begin(testSha(8));
    await still.db.prisma.rollout.update({ where: { id }, data: { state: "deploying", startedAt: new Date() } });
    await story.settle(id, { "web-1": "succeeded" });
    await page.goto(story.now);
    const bar = page.getByRole("progressbar");
    for (const [name, value] of [
      ["min", "0"],
      ["max", "6"],
      ["now", "1"],
      ["text", "1 of 6 hosts"],
    ] as const)
      await expect(bar).toHaveAttribute(`aria-value${name}`, value);
    await page.goto(`${story.now}/rollouts/${story.running.number}?tab=hosts&view=table`);
    await expect(page.getByRole("columnheader", { name: "State" })).toHaveAttribute("aria-sort", "ascending");
    await page.getByRole("button", { name: "Host", exact: true }).click();
    await expect(page.getByRole("columnheader", { name: "Host", exact: true })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );
    await expect(page.getByRole("columnheader", { name: "State" })).toHaveAttribute("aria-sort", "none");
  });
});

/** Tables without a caption, and heading cells that do not say of what. */
function findBadTables(): string[] {
  const tables = [...document.querySelectorAll("table:not(:has(> caption))")];
  const heads = [...document.querySelectorAll("th:not([scope])")];
  return [...tables, ...heads].map((each) => each.outerHTML.slice(0, 120));
}

test("the keyboard's focus is seen at every stop, and no bar lies over it", async ({ page, still }) => {
  const story = await tellStory(still);
  await page.setViewportSize({ width: 1280, height: 600 });
  for (const path of ["", `/rollouts/${story.running.number}?tab=hosts`, "/history"]) {
    await page.goto(story.now + path);
    await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
    const bad: string[] = [];
    let stops = 0;
    for (;;) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(judgeStop);
      if (stop === null) break;
      stops++;
      if (stop !== "") bad.push(stop);
    }
    expect(stops, path).toBeGreaterThan(15);
    expect(bad, path).toEqual([]);
  }
});

/** What is wrong with where the focus is, "" for nothing; null once it has left the page or been everywhere. */
function judgeStop(): string | null {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused.hasAttribute("data-visited")) return null;
  focused.setAttribute("data-visited", "");
  const name = focused.outerHTML.slice(0, 100);
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  if (outlineStyle === "none" || Number.parseFloat(outlineWidth) < 2) return `no ring: ${name}`;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.1, 0.9].map((y) => [left + x * width, top + y * height]));
  const isSeen = points.some(([x = 0, y = 0]) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (focused.contains(hit) || hit.contains(focused));
  });
  return isSeen ? "" : `covered: ${name}`;
}

test("on a phone every target is as large as a thumb, nothing scrolls sideways, and Abort is where the thumb is", async ({
  browser,
  still,
}) => {
  const story = await tellStory(still);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await enter(context, still, "admin");
  const page = await context.newPage();
  const bad: string[] = [];
  for (const address of listStoryPages(story)) {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
    bad.push(...(await page.evaluate(findSmallTargets, 44)).map((one) => `${address}: ${one}`));
    await page.setViewportSize({ width: 320, height: 640 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) bad.push(`${address}: ${width} px wide`);
  }
  expect(bad).toEqual([]);
  for (const path of ["", `/rollouts/${story.running.number}?tab=log`]) {
    await page.goto(story.now + path);
    const box = await page.getByRole("button", { name: /^Abort/ }).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(56);
    expect(box?.y).toBeGreaterThan(640 * 0.75);
  }
  await context.close();
});

/** Controls smaller than so many pixels, but for links within a sentence, and fields whose label is the target. */
function findSmallTargets(least: number): string[] {
  const controls = [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary")];
  return controls
    .filter((control) => control.checkVisibility() && !control.closest(".sr-only, [role=log]"))
    .filter((control) => {
      const target = control.matches("input[type=checkbox], input[type=radio]") ? control.closest("label") : control;
      const { width, height } = (target ?? control).getBoundingClientRect();
      if (width === 0 || height >= least) return false;
      const isInText = getComputedStyle(control).display === "inline" && control.matches("a");
      return !isInText;
    })
    .map((control) => `${Math.round(control.getBoundingClientRect().height)} px: ${control.outerHTML.slice(0, 160)}`);
}

test("enlarged to 200 % and 400 %, everything can be reached, and what sticks leaves room to read", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  const paths = [
    "",
    `/rollouts/${story.running.number}`,
    `/rollouts/${story.running.number}?tab=log`,
    "/history",
    "/settings/project",
  ];
  for (const viewport of [
    { width: 640, height: 512 },
    { width: 320, height: 256 },
  ]) {
    await page.setViewportSize(viewport);
    for (const path of paths) {
      await page.goto(story.now + path);
      await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
      const found = await page.evaluate(judgeEnlarged);
      expect(found.unreachable, `${path} ${viewport.width}`).toEqual([]);
      expect(found.width, path).toBeLessThanOrEqual(viewport.width);
      expect(found.stuck / viewport.height, `${path} ${viewport.width}`).toBeLessThanOrEqual(0.3);
    }
  }
});

/** Controls that cannot be scrolled to where they can be pressed, and how much of the height what sticks takes. */
async function judgeEnlarged() {
  const controls = [...document.querySelectorAll<HTMLElement>("main a[href], main button, main input, main select")];
  const unreachable: string[] = [];
  for (const control of controls.filter((each) => each.checkVisibility() && !each.closest(".sr-only, [role=log]"))) {
    control.scrollIntoView({ block: "center", inline: "center" });
    const { left, top, width, height } = control.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (
      width > 0 &&
      !(hit && (control.contains(hit) || hit.contains(control) || hit.closest("label")?.contains(control)))
    )
      unreachable.push(control.outerHTML.slice(0, 120));
  }
  window.scrollTo(0, document.body.scrollHeight / 2);
  const stuck = [...document.querySelectorAll<HTMLElement>("body *")]
    .filter((each) => ["sticky", "fixed"].includes(getComputedStyle(each).position) && !each.closest("table, .sr-only"))
    .map((each) => each.getBoundingClientRect())
    .filter(
      ({ top, bottom, height }) =>
        height > 1 && (top <= 0 || bottom >= innerHeight - 1) && bottom > 0 && top < innerHeight,
    )
    .reduce((sum, { height }) => sum + height, 0);
  return { unreachable, width: document.documentElement.scrollWidth, stuck };
}
