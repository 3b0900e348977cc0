import type { Page } from "@playwright/test";
import { lockCommit } from "@/lib/services/commits/lock-commit";
import { landTestCommits, testSha } from "@/lib/testing/project";
import { expectAccessible } from "../expect-accessible";
import { enter, expect, type StillConsole, test } from "../still-fixture";
import { endRunning, type Story, tellStory } from "../still-story";
import { listWaiting, queueCard } from "../waiting-commits";

const row = (page: Page, commit: number) =>
  page.locator("li[data-row]").filter({ hasText: testSha(commit).slice(0, 7) });
const chip = (page: Page) => queueCard(page).getByRole("button", { name: /^\d+ new$/ });

async function openNow(page: Page, story: Story): Promise<void> {
  await page.goto(story.now);
  await expect(page.locator("[data-live=live]")).toBeAttached();
  await expect.poll(() => listWaiting(page)).toEqual([7, 8, 9]);
}

/** Four land, the oldest is gone with a rewritten history, and the newest that was there is locked. */
async function moveOn({ db }: StillConsole, story: Story): Promise<void> {
  const { id: projectId } = story.project;
  await landTestCommits(db.prisma, projectId, { from: 10, count: 4 });
  await db.prisma.commit.updateMany({ where: { projectId, sha: testSha(7) }, data: { orphaned: true } });
  await lockCommit(story.ctx, { projectId, sha: testSha(9), locked: true, reason: "Waits for the talk" });
  await story.tell();
}

test("under a pointer rows keep their places and tell what is new; leaving brings the list up to date", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await openNow(page, story);
  await row(page, 8).hover();
  const place = async (commit: number) => (await row(page, commit).boundingBox())?.y ?? 0;
  const apart = (await place(8)) - (await place(7));
  await moveOn(still, story);
  await expect(chip(page)).toHaveText("4 new");
  expect(await listWaiting(page)).toEqual([7, 8, 9]);
  await expect(row(page, 9)).toContainText("Locked by ana: Waits for the talk");
  await expect(row(page, 7)).toContainText("Left the queue");
  expect((await place(8)) - (await place(7))).toBeCloseTo(apart, 0);
  await expectAccessible(page, "a row that has left, and the chip");

  await test.step("what has left can be looked at, and not be acted on", async () => {
    await page.getByRole("button", { name: `Actions for ${testSha(7).slice(0, 7)}` }).click();
    const lock = page.getByRole("menuitem", { name: /^Lock/ });
    await expect(lock).toHaveAttribute("aria-disabled", "true");
    await expect(lock).toContainText("It has left the queue");
    await page.keyboard.press("Escape");
  });

  await test.step("pressing the chip shows it all, and the list is held again as it is then", async () => {
    await chip(page).click();
    await expect(chip(page)).toHaveCount(0);
    expect(await listWaiting(page)).toEqual([8, 9, 10, 11, 12, 13]);
    await row(page, 8).hover();
    await landTestCommits(still.db.prisma, story.project.id, { from: 14, count: 1 });
    await story.tell();
    await expect(chip(page)).toHaveText("1 new");
  });

  await page.mouse.move(5, 5);
  await expect.poll(() => listWaiting(page)).toEqual([8, 9, 10, 11, 12, 13, 14]);
  await expect(chip(page)).toHaveCount(0);
});

test("with the focus in the list rows keep their places, and the focus stays where it is", async ({ page, still }) => {
  const story = await tellStory(still);
  await openNow(page, story);
  await page.mouse.move(5, 5);
  await page.keyboard.press("j");
  const link = row(page, 7).getByRole("link", { name: testSha(7).slice(0, 7) });
  await expect(link).toBeFocused();
  await endRunning(story);
  const next = await story.begin(testSha(7));
  await landTestCommits(still.db.prisma, story.project.id, { from: 10, count: 2 });
  await story.tell();
  await expect(chip(page)).toHaveText("2 new");
  await expect(page.getByRole("link", { name: `#${next.number}` }).first()).toBeVisible();
  await expect(row(page, 7)).toContainText("Left the queue");
  expect(await listWaiting(page)).toEqual([7, 8, 9]);
  await expect(link).toBeFocused();
  await page.keyboard.press("j");
  expect(await listWaiting(page)).toEqual([7, 8, 9]);

  await chip(page).press("Enter");
  await expect.poll(() => listWaiting(page)).toEqual([8, 9, 10, 11]);
  // The focus is still at the list, though what was pressed is gone.
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("li[data-row]") !== null)).toBe(true);

  await landTestCommits(still.db.prisma, story.project.id, { from: 12, count: 1 });
  await story.tell();
  await expect(chip(page)).toHaveText("1 new");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await expect.poll(() => listWaiting(page)).toEqual([8, 9, 10, 11, 12]);
});

test("another filter shows another list, wherever the focus is", async ({ page, still }) => {
  const story = await tellStory(still);
  await openNow(page, story);
  await page.keyboard.press("j");
  await page.evaluate(() => history.replaceState(null, "", "?status=failed"));
  await expect(queueCard(page)).toContainText("None of the 3 waiting commits matches the filter.");
});

test("a finger that has tapped holds nothing", async ({ browser, still }) => {
  const story = await tellStory(still);
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 360, height: 740 } });
  await enter(context, still, "operator");
  const page = await context.newPage();
  await openNow(page, story);
  // Beside all that could take the focus.
  await row(page, 8).tap({ position: { x: 3, y: 3 } });
  await landTestCommits(still.db.prisma, story.project.id, { from: 10, count: 1 });
  await story.tell();
  await expect.poll(() => listWaiting(page)).toEqual([7, 8, 9, 10]);
  await context.close();
});
