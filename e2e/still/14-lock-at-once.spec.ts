import type { Page } from "@playwright/test";
import { lockCommit } from "@/lib/services/commits/lock-commit";
import { testSha } from "@/lib/testing/project";
import { expectAccessible } from "../expect-accessible";
import { enter, expect, type StillConsole, test } from "../still-fixture";
import { type Story, tellStory } from "../still-story";

/** Two that wait: of whoever looks, known by the e-mail alone, and of somebody else. */
const [own, others] = [testSha(7), testSha(8)];
const short = own.slice(0, 7);

const toast = (page: Page) => page.getByRole("status").filter({ hasText: short });
const row = (page: Page, sha: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("button", { name: `Actions for ${sha.slice(0, 7)}` }) });

async function tellOwnStory(still: StillConsole, role = "admin"): Promise<Story> {
  const story = await tellStory(still);
  const where = { projectId: story.project.id, sha: own };
  await still.db.prisma.commit.updateMany({ where, data: { author: "Somebody", authorEmail: `${role}@example.org` } });
  return story;
}

async function openNow(page: Page, story: Story): Promise<void> {
  await page.goto(story.now);
  await expect(page.locator("[data-live=live]")).toBeAttached();
}

async function choose(page: Page, sha: string, word: RegExp): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${sha.slice(0, 7)}` }).click();
  await page.getByRole("menuitem", { name: word }).click();
}

test("an author's lock acts at once, is told with a way back, and the way back is an act too", async ({
  page,
  still,
}) => {
  const story = await tellOwnStory(still);
  await openNow(page, story);
  await expect(row(page, own)).toContainText("mine");
  await choose(page, own, /^Lock[^…]/);
  await expect(toast(page)).toContainText(`Locked ${short}.`);
  await expect(row(page, own)).toContainText("Locked by admin: Locked by its author.");
  await expect(page.getByRole("button", { name: `Actions for ${short}` })).toBeFocused();
  await expectAccessible(page, "the toast");
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await expect(toast(page)).toContainText(`Unlocked ${short}.`);
  await expect(row(page, own)).not.toContainText("Locked by");
  expect(await story.locks()).toEqual({});
  const acts = await still.db.prisma.projectEvent.findMany({
    where: { projectId: story.project.id, event: { in: ["commit-locked", "commit-unlocked"] } },
    orderBy: { id: "asc" },
  });
  expect(acts.map(({ event, reason }) => [event, reason])).toEqual([
    ["commit-locked", `${own}: Locked by its author.`],
    ["commit-unlocked", `${own}: Unlocked by its author.`],
  ]);
});

test("the commit's page does the same, and a double click is one wish", async ({ page, still }) => {
  const story = await tellOwnStory(still);
  await page.goto(`${story.now}/commits/${own}`);
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  await page.getByRole("button", { name: "Lock", exact: true }).dblclick();
  await expect(toast(page)).toContainText(`Locked ${short}.`);
  await expect(page.getByRole("main")).toContainText("Locked by admin: Locked by its author.");
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await expect(toast(page)).toContainText(`Unlocked ${short}.`);
  expect(await story.locks()).toEqual({});
});

test("somebody else's commit, and somebody else's lock, ask for a reason as before", async ({ page, still }) => {
  const story = await tellOwnStory(still);
  const dialog = page.getByRole("alertdialog");
  await openNow(page, story);
  await choose(page, others, /^Lock…/);
  await expect(dialog).toHaveAccessibleName(`Lock ${others.slice(0, 7)}?`);
  await page.keyboard.press("Escape");
  const lock = { projectId: story.project.id, sha: own, locked: true, reason: "Waits for the talk" };
  await lockCommit(story.ctx, lock);
  await story.tell();
  await expect(row(page, own)).toContainText("Locked by ana");
  await choose(page, own, /^Unlock…/);
  await expect(dialog).toContainText("ana locked it: Waits for the talk");
  expect(await story.locks()).toEqual({ [own]: "Waits for the talk" });
});

test("whoever may not lock sees it with the reason, though the commit is theirs", async ({ page, still, context }) => {
  const story = await tellOwnStory(still, "viewer");
  await context.clearCookies();
  await enter(context, still, "viewer");
  await openNow(page, story);
  await page.getByRole("button", { name: `Actions for ${short}` }).click();
  const lock = page.getByRole("menuitem", { name: /^Lock[^…]/ });
  await expect(lock).toHaveAttribute("aria-disabled", "true");
  await expect(lock).toContainText("perator");
});

test("the toast stays ten seconds, not counting those in which somebody is at it; Esc and × close it", async ({
  page,
  still,
}) => {
  const story = await tellOwnStory(still);
  await page.clock.install();
  await openNow(page, story);
  await choose(page, own, /^Lock[^…]/);
  await expect(toast(page)).toContainText("Locked");

  await test.step("the pointer stops the time, and what was left is left", async () => {
    await page.clock.runFor(6000);
    await toast(page).hover();
    await page.clock.runFor(60_000);
    await page.mouse.move(5, 5);
    await page.clock.runFor(3000);
    await expect(toast(page)).toBeVisible();
    await page.clock.runFor(1500);
    await expect(toast(page)).toHaveCount(0);
  });

  await test.step("so does the keyboard's focus; Esc closes it, and hands the focus back", async () => {
    await choose(page, own, /^Unlock[^…]/);
    await expect(toast(page)).toContainText("Unlocked");
    await page.keyboard.press("Shift");
    await toast(page).getByRole("button", { name: "Undo" }).focus();
    await page.clock.runFor(60_000);
    await expect(toast(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(toast(page)).toHaveCount(0);
    await expect(page.getByRole("button", { name: `Actions for ${short}` })).toBeFocused();
    expect(await story.locks()).toEqual({});
  });

  await test.step("from elsewhere Esc closes it too, and so does ×", async () => {
    for (const [word, close] of [
      [/^Lock[^…]/, () => page.keyboard.press("Escape")],
      [/^Unlock[^…]/, () => toast(page).getByRole("button", { name: "Close" }).click()],
    ] as const) {
      await choose(page, own, word);
      await expect(toast(page).getByRole("button", { name: "Undo" })).toBeVisible();
      await close();
      await expect(toast(page)).toHaveCount(0);
    }
  });
});

test("what could not be done is told in the server's words until it is closed, and can be tried again", async ({
  page,
  still,
}) => {
  const story = await tellOwnStory(still);
  await page.clock.install();
  await openNow(page, story);
  const refusal = { error: { code: "conflict", message: `Commit ${short} is locked already by bo.` } };
  await page.route(/\/lock\?/, (route) => route.fulfill({ status: 409, json: refusal }));
  await choose(page, own, /^Lock[^…]/);
  await expect(toast(page)).toContainText(`${short} is not locked. ${refusal.error.message}`);
  await expect(toast(page).getByRole("button", { name: "Undo" })).toHaveCount(0);
  await page.clock.runFor(120_000);
  await expect(toast(page)).toBeVisible();
  await page.unroute(/\/lock\?/);
  await choose(page, own, /^Lock[^…]/);
  await expect(toast(page)).toContainText(`Locked ${short}.`);
});

test("on a phone the toast leaves the bar of the abort free, and moves only for those who want motion", async ({
  page,
  still,
}) => {
  const story = await tellOwnStory(still);
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 740 });
    await openNow(page, story);
    await choose(page, own, width === 360 ? /^Lock[^…]/ : /^Unlock[^…]/);
    await expect(toast(page).getByRole("button", { name: "Undo" })).toBeVisible();
    const [box, bar] = await Promise.all([
      toast(page).boundingBox(),
      page
        .getByRole("button", { name: /^Abort/ })
        .locator("..")
        .boundingBox(),
    ]);
    if (!box || !bar) throw new Error("the toast or the bar has no place");
    expect(box.y + box.height).toBeLessThanOrEqual(bar.y);
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  }
});
