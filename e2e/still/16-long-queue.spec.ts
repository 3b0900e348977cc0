import type { Page } from "@playwright/test";
import { landTestCommits, testSha } from "@/lib/testing/project";
import { expect, type StillConsole, test } from "../still-fixture";
import { endRunning, type Story, tellStory } from "../still-story";
import { listWaiting, queueCard } from "../waiting-commits";

const more = (page: Page) => queueCard(page).getByRole("button", { name: /^Show \d+ more$/ });

const from = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);

/** 423 wait, from 7 on. */
async function tellLongStory({ db }: StillConsole, story: Story): Promise<void> {
  await landTestCommits(db.prisma, story.project.id, { from: 10, count: 420 });
  await db.prisma.commit.updateMany({
    where: { projectId: story.project.id, sha: { in: [testSha(100), testSha(250)] } },
    data: { author: "Cy", authorEmail: "admin@example.org" },
  });
}

test("a queue of hundreds is read on by the hundred, and goes on from what is live when that moves", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await tellLongStory(still, story);
  await page.goto(story.now);
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  await expect(queueCard(page)).toContainText("223 newer commits wait behind these.");
  expect(await listWaiting(page)).toEqual(from(7, 200));

  await test.step("a filter says how far it looks", async () => {
    await page.getByRole("button", { name: "Mine" }).click();
    await expect.poll(() => listWaiting(page)).toEqual([100]);
    await expect(queueCard(page)).toContainText("The filter looks at the 200 that are loaded.");
    await more(page).click();
    await expect.poll(() => listWaiting(page)).toEqual([100, 250]);
    await expect(queueCard(page)).toContainText("The filter looks at the 300 that are loaded.");
    await page.getByRole("button", { name: "Mine" }).click();
    await expect.poll(() => listWaiting(page)).toEqual(from(7, 300));
    await expect(queueCard(page)).toContainText("123 newer commits wait behind these.");
  });

  await test.step("when the oldest leave, nothing is missing and nothing is there twice", async () => {
    await page.mouse.move(5, 5);
    const asked = page.waitForRequest((request) => request.url().includes(`/queue?after=${testSha(208)}`));
    await endRunning(story);
    await story.begin(testSha(8));
    await story.tell();
    await asked;
    await expect.poll(() => listWaiting(page)).toEqual(from(9, 300));
  });

  await test.step("to the end", async () => {
    await more(page).click();
    await expect.poll(() => listWaiting(page)).toEqual(from(9, 400));
    await expect(more(page)).toHaveText("Show 21 more");
    await more(page).click();
    await expect.poll(() => listWaiting(page)).toEqual(from(9, 421));
    await expect(more(page)).toHaveCount(0);
    await expect(queueCard(page)).not.toContainText("behind these");
    // The button is gone; who pressed it is still here.
    expect(await queueCard(page).evaluate((card) => card.contains(document.activeElement))).toBe(true);
  });
});

test("what cannot be read says so, keeps what is there, and is tried again", async ({ page, still }) => {
  const story = await tellStory(still);
  await tellLongStory(still, story);
  await page.goto(story.now);
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  const refusal = { error: { code: "unavailable", message: "The database cannot be reached." } };
  await page.route(/\/queue\?/, (route) => route.fulfill({ status: 503, json: refusal }));
  await more(page).click();
  await expect(queueCard(page).getByRole("alert")).toHaveText(refusal.error.message);
  expect(await listWaiting(page)).toEqual(from(7, 200));
  await page.unroute(/\/queue\?/);
  await queueCard(page).getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => listWaiting(page)).toEqual(from(7, 300));
  await expect(queueCard(page).getByRole("alert")).toHaveCount(0);
});
