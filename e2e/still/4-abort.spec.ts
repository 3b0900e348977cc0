import type { Locator, Page } from "@playwright/test";
import { testSha } from "@/lib/testing/project";
import { enter, expect, type StillConsole, test } from "../still-fixture";
import { endRunning, type Story, tellStory, writeLog } from "../still-story";

const abortAddress = /\/api\/v1\/rollouts\/\d+\/abort/;

async function openNow(page: Page, story: Story): Promise<{ trigger: Locator; dialog: Locator }> {
  await page.goto(story.now);
  await expect(page.locator("[data-live=live]")).toBeAttached();
  return { trigger: page.getByRole("button", { name: /^Abort…/ }), dialog: page.getByRole("alertdialog") };
}

/** What confirms sleeps for its first moments: presses it until it has heard. */
async function confirm(dialog: Locator, heard: Locator): Promise<void> {
  await expect(async () => {
    if (!(await heard.isVisible()))
      await dialog.getByRole("button", { name: /^(Abort now|Retry)$/ }).click({ timeout: 500 });
    await expect(heard).toBeVisible({ timeout: 1000 });
  }).toPass();
}

/** How often the rollout's record says that an abort was accepted. */
function countAborts({ db }: StillConsole, story: Story): Promise<number> {
  return db.prisma.rolloutEvent.count({ where: { rolloutId: story.running.id, event: "abortAccepted" } });
}

test("the dialog is one: named, described, closed in itself, and gone with Esc", async ({ page, still }) => {
  const story = await tellStory(still);
  const { trigger, dialog } = await openNow(page, story);
  await trigger.click();
  await expect(dialog).toHaveAccessibleName(`Abort rollout #${story.running.number} of ${story.slug}?`);
  await expect(dialog).toHaveAccessibleDescription(
    /1 host done: keeps .* 1 host in the middle .* 4 hosts waiting: will not start/,
  );
  await expect(dialog.getByRole("button", { name: "Keep going" })).toBeFocused();
  for (let stops = 0; stops < 6; stops++) {
    await page.keyboard.press("Tab");
    // Between the last and the first stop the focus may be with the browser itself, never with the page behind.
    expect(await page.evaluate(() => document.activeElement?.matches("dialog *, dialog, body"))).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(trigger).toBeFocused();
  expect((await story.read(story.running.id)).abortRequestedAt).toBeNull();
});

test("neither a double click, a double tap nor a held key aborts", async ({ page, browser, still }) => {
  const story = await tellStory(still);
  const { trigger, dialog } = await openNow(page, story);
  await trigger.dblclick();
  await expect(dialog.getByRole("button", { name: "Keep going" })).toBeFocused();
  await dialog.getByRole("button", { name: "Abort now" }).focus();
  // The second "down" of a key that is not yet up is what a held key sends.
  await page.keyboard.down("Tab");
  await page.keyboard.up("Tab");
  await dialog.getByRole("button", { name: "Keep going" }).focus();
  await page.keyboard.press("Escape");
  await trigger.focus();
  await page.keyboard.down("Enter");
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Abort now" }).focus();
  for (let repeats = 0; repeats < 30; repeats++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await expect(dialog.getByRole("button", { name: "Abort now" })).toBeFocused();

  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await enter(context, still, "operator");
  const phone = await openNow(await context.newPage(), story);
  const { x = 0, y = 0, width = 0, height = 0 } = (await phone.trigger.boundingBox()) ?? {};
  const thumb = phone.trigger.page().touchscreen;
  await thumb.tap(x + width / 2, y + height / 2);
  await thumb.tap(x + width / 2, y + height / 2);
  expect((await story.read(story.running.id)).abortRequestedAt).toBeNull();
  await context.close();
});

test("an abort that is not answered is told and can be tried again; it is recorded once, whatever else hangs", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  // Nobody says what the person may do: the server decides.
  await page.route(/\/api\/v1\/caller/, () => {});
  const { trigger, dialog } = await openNow(page, story);
  let answers = 0;
  await page.route(abortAddress, async (route) => {
    answers++;
    // The first one arrives and its answer is lost; the next are answered with an error.
    if (answers === 1) await route.fetch();
    if (answers <= 2) return route.fulfill({ status: 500, body: "<html>" });
    return route.continue();
  });
  await trigger.click();
  const alert = dialog.getByRole("alert");
  const ladder = dialog.getByRole("list", { name: "Progress of the abort" });
  await confirm(dialog, alert.or(ladder).first());
  await expect(ladder).toBeVisible();
  expect(await countAborts(still, story)).toBe(1);
});

test("an abort that fails says so, and its button tries again", async ({ page, still }) => {
  const story = await tellStory(still);
  const { trigger, dialog } = await openNow(page, story);
  await page.route(abortAddress, (route) => route.fulfill({ status: 500, body: "<html>" }));
  await trigger.click();
  await confirm(dialog, dialog.getByRole("alert"));
  await expect(dialog.getByRole("alert")).toContainText("cannot happen twice");
  await expect(dialog.getByRole("button", { name: "Retry" })).toBeEnabled();
  expect((await story.read(story.running.id)).abortRequestedAt).toBeNull();
  await page.unroute(abortAddress);
  await confirm(dialog, dialog.getByRole("list", { name: "Progress of the abort" }));
  expect(await countAborts(still, story)).toBe(1);
});

test("the dialog tells the numbers of the moment, and where a way back would lead", async ({ page, still }) => {
  const story = await tellStory(still);
  const { trigger, dialog } = await openNow(page, story);
  await trigger.click();
  await expect(dialog).toContainText("4 hosts waiting");
  await story.settle(story.running.id, { "web-2": "succeeded", "web-3": "running", "web-4": "running" });
  await story.tell();
  await expect(dialog).toContainText("2 hosts done");
  await expect(dialog).toContainText("2 hosts in the middle");
  await expect(dialog).toContainText("2 hosts waiting");
  // The newest that was good, not that of the rollout under way.
  await expect(
    dialog.getByRole("button", { name: `Abort and roll back to #2 ${testSha(4).slice(0, 7)}` }),
  ).toBeVisible();
});

test("who comes too late, or second, reads so in the dialog, and everybody's page shows the end", async ({
  page,
  browser,
  still,
}) => {
  const story = await tellStory(still);
  const context = await browser.newContext();
  await enter(context, still, "operator");
  const colleague = await context.newPage();
  const [mine, theirs] = [await openNow(page, story), await openNow(colleague, story)];
  const icon = () => colleague.locator("link[rel=icon]").getAttribute("href");
  const [title, picture] = [await colleague.title(), await icon()];

  await test.step("second", async () => {
    for (const { trigger } of [mine, theirs]) await trigger.click();
    await confirm(mine.dialog, mine.dialog.getByRole("list", { name: "Progress of the abort" }));
    await expect(theirs.dialog).toHaveAccessibleName("Already aborted by admin");
    await endRunning(story, "aborted");
    await expect(mine.dialog).toHaveAccessibleName(`#${story.running.number} is aborted`);
    await expect.poll(() => colleague.title()).not.toBe(title);
    await expect.poll(icon).not.toBe(picture);
    for (const { dialog } of [mine, theirs]) await dialog.getByRole("button", { name: "Close" }).click();
  });

  await test.step("too late", async () => {
    const { id, number } = await story.begin(testSha(7));
    await still.db.prisma.rollout.update({ where: { id }, data: { state: "deploying", startedAt: new Date() } });
    await story.tell();
    await mine.trigger.click();
    await expect(mine.dialog.getByRole("button", { name: "Keep going" })).toBeFocused();
    await story.finish(id, { state: "succeeded" });
    await story.tell();
    await expect(mine.dialog).toHaveAccessibleName(`#${number}: Done already; there is nothing to stop.`);
  });
  await context.close();
});

test("a page that can reach nothing more but the abort, not even its own parts, still aborts", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  const { trigger, dialog } = await openNow(page, story);
  // The console was built anew meanwhile: nothing that the page may still want to load is there.
  await page.route("**/*", (route) => (abortAddress.test(route.request().url()) ? route.continue() : route.abort()));
  still.line.answerStreams((response) => response.destroy());
  await trigger.click();
  await confirm(dialog, dialog.getByRole("list", { name: "Progress of the abort" }));
  expect((await story.read(story.running.id)).abortRequestedBy).toBe("admin");
});

test("an abort gives back first the connection that the log of this page holds; the log then goes on", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await writeLog(still.db, story, { count: 5 });
  await page.goto(`${story.now}/rollouts/${story.running.number}?tab=log`);
  const streams = () => still.line.streams().length;
  await expect.poll(streams).toBe(2);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(abortAddress, async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: /^Abort…/ }).click();
  const dialog = page.getByRole("alertdialog");
  await confirm(dialog, dialog.getByRole("button", { name: "Aborting…" }).first());
  await expect.poll(streams).toBe(1);
  letGo();
  await expect(dialog.getByRole("list", { name: "Progress of the abort" })).toBeVisible();
  await expect.poll(streams).toBe(2);
  await writeLog(still.db, story, { from: 6, count: 5 });
  await expect(page.getByRole("log").locator('[data-line="10"]')).toBeAttached();
});
