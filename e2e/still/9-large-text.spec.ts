import { type Page, test as plain } from "@playwright/test";
import { createTestProject, testSha } from "@/lib/testing/project";
import { expect, type StillConsole, test } from "../still-fixture";
import { listStoryPages, type Story, tellStory, writeLog } from "../still-story";

const widths = [1280, 360];

test("text with more room between its lines, words and letters is cut nowhere and lies over nothing", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await writeLog(still.db, story, { count: 40 });
  expect(await judgePages(page, await listPages(still, story), spaceText)).toEqual([]);
});

test("text twice as large is cut nowhere and lies over nothing", async ({ page, still }) => {
  const story = await tellStory(still);
  expect(await judgePages(page, await listPages(still, story), doubleText)).toEqual([]);
});

/** Those of a story, a new project, those that belong to no project, and what is told where nothing is. */
async function listPages({ db, url }: StillConsole, story: Story): Promise<string[]> {
  const untouched = await createTestProject(db, `untouched-${story.slug}`);
  const run = await db.prisma.testRun.findFirstOrThrow({ where: { projectId: story.project.id, sha: testSha(7) } });
  const inProject = ["/settings/hosts", `/commits/${testSha(7)}/tests/${run.id}`, "/nowhere"];
  const others = [`/p/${untouched.slug}`, "/", "/you", "/projects/new", "/set-up", "/p/nowhere"];
  return [...listStoryPages(story), ...inProject.map((path) => story.now + path), ...others.map((path) => url + path)];
}

/** What is wrong on these pages once their text has been changed. */
async function judgePages(page: Page, addresses: string[], change: () => void): Promise<string[]> {
  const wrong: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const address of addresses) {
      await plain.step(`${address} at ${width} px`, async () => {
        await page.goto(address);
        await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
        await expect(page.getByText(/^(Reading|Following|Loading) .*…$/)).toHaveCount(0);
        await page.evaluate(openFolds);
        await page.evaluate(change);
        const found = await page.evaluate(judgeText);
        wrong.push(
          ...found.map((one) => `${new URL(address).pathname}${new URL(address).search} at ${width} px: ${one}`),
        );
      });
    }
  }
  return wrong;
}

function openFolds(): void {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
}

/** What WCAG 1.4.12 asks for. A sheet that a script constructs is not refused by the policy of the page. */
function spaceText(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }
  `);
  document.adoptedStyleSheets.push(sheet);
}

/**
 * As a browser does that enlarges text alone: each size and height of a line is doubled, and nothing else, so this is
 * harder than a page that is enlarged as a whole. The sizes are in px, so a larger root would change the distances only.
 * The rows of a log are 20 px high, for whoever follows 100,000 of them: they are enlarged with the page.
 */
function doubleText(): void {
  const all = [...document.querySelectorAll<HTMLElement>("body, body *:not([role=log] *, svg, svg *)")];
  const sizes = all.map((element) => {
    const { fontSize, lineHeight } = getComputedStyle(element);
    return [fontSize, lineHeight].map((size) => (Number.parseFloat(size) ? `${Number.parseFloat(size) * 2}px` : size));
  });
  for (const [at, element] of all.entries()) {
    const [fontSize = "", lineHeight = ""] = sizes[at] ?? [];
    Object.assign(element.style, { fontSize, lineHeight });
  }
}

/** Text that is cut off, text over text, and a page that is wider than its window. */
function judgeText(): string[] {
  type Box = { left: number; top: number; right: number; bottom: number };
  const wrong: string[] = [];
  const width = document.documentElement.scrollWidth;
  const tell = (element: Element) => `${element.outerHTML.slice(0, 120)} … "${element.textContent?.slice(0, 40)}"`;
  const isScrolled = (element: Element): boolean =>
    element.parentElement !== null &&
    (getComputedStyle(element.parentElement).overflowX !== "visible" || isScrolled(element.parentElement));
  if (document.querySelector("h1")?.textContent === "This page could not be read") wrong.push("could not be read");
  if (width > window.innerWidth) {
    const wide = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 && !isScrolled(element))
      .filter((element) => element.getBoundingClientRect().width > 1);
    wrong.push(`${width} px wide: ${wide.slice(-4).map(tell).join(" | ")}`);
  }
  const isShortened = (element: Element) => {
    const { textOverflow, webkitLineClamp } = getComputedStyle(element);
    return (textOverflow === "ellipsis" || webkitLineClamp !== "none") && element.closest("[title]") !== null;
  };
  for (const element of document.querySelectorAll("body *:not(svg *)")) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const isCutAcross = ["hidden", "clip"].includes(overflowX) && element.scrollWidth > element.clientWidth + 1;
    const isCutDown = ["hidden", "clip"].includes(overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (!(isCutAcross || isCutDown) || !element.checkVisibility() || element.clientWidth <= 1) continue;
    if (element.textContent?.trim() && !isShortened(element)) wrong.push(`cut: ${tell(element)}`);
  }

  const texts: { node: Node; parent: Element; box: Box }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (
      !parent ||
      !node.textContent?.trim() ||
      !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    )
      continue;
    const over: Element[] = [];
    for (let each: Element | null = parent; each; each = each.parentElement) over.push(each);
    if (over.some((each) => ["sticky", "fixed"].includes(getComputedStyle(each).position))) continue;
    const frames = over
      .filter((each) => getComputedStyle(each).overflowX !== "visible")
      .map((each) => each.getBoundingClientRect());
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const box = frames.reduce<Box>(
        (seen, frame) => ({
          left: Math.max(seen.left, frame.left),
          top: Math.max(seen.top, frame.top),
          right: Math.min(seen.right, frame.right),
          bottom: Math.min(seen.bottom, frame.bottom),
        }),
        rect,
      );
      if (box.right - box.left > 3 && box.bottom - box.top > 3) texts.push({ node, parent, box });
    }
  }
  // The box of a letter is higher than what is drawn of it.
  const room = 4;
  for (const [at, one] of texts.entries()) {
    const other = texts
      .slice(at + 1)
      .find(
        ({ node, box }) =>
          node !== one.node &&
          Math.min(box.right, one.box.right) - Math.max(box.left, one.box.left) > 2 &&
          Math.min(box.bottom, one.box.bottom) - Math.max(box.top, one.box.top) > room,
      );
    if (other) wrong.push(`over each other: ${tell(one.parent)} and ${tell(other.parent)}`);
  }
  return wrong;
}
