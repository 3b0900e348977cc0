import type { Locator } from "@playwright/test";
import { abortRollout } from "@/lib/services/rollouts/abort-rollout";
import { pressUntilClosed } from "../confirm-dialog";
import { expectAccessible } from "../expect-accessible";
import { enter, expect, type StillConsole, test } from "../still-fixture";
import { type Story, tellStory } from "../still-story";

/** Somebody has aborted it, so many seconds ago, and no worker obeys. */
async function abort({ db }: StillConsole, story: Story, seconds: number): Promise<void> {
  await abortRollout(story.ctx, { rolloutId: story.running.id });
  await db.prisma.$executeRaw`
    UPDATE "Rollout" SET "abortRequestedAt" = now() - make_interval(secs => ${seconds}) WHERE id = ${story.running.id}`;
  await story.tell();
}

/** Gives the reason and ends it. */
async function forceStop(asking: Locator): Promise<void> {
  await asking.getByRole("textbox", { name: "Reason" }).fill("The machine of the workers is gone");
  await pressUntilClosed(asking, () =>
    asking.getByRole("button", { name: "Force stop", exact: true }).click({ timeout: 500 }),
  );
}

test("an abort that no worker answers is told after 5 s, and ended with a reason and in numbers", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  const { number, id } = story.running;
  await page.goto(story.now);
  await expect(page.locator("[data-live=live]")).toBeAttached();
  await page.getByRole("button", { name: /^Abort…/ }).click();
  const aborting = page.getByRole("alertdialog", { name: `Aborting #${number}` });
  await expect(async () => {
    if (!(await aborting.isVisible())) await page.getByRole("button", { name: "Abort now" }).click({ timeout: 500 });
    await expect(aborting).toBeVisible({ timeout: 1000 });
  }).toPass();
  const offer = aborting.getByRole("button", { name: "Force stop…" });
  await expect(aborting.getByText("Keep the reason")).toBeVisible();
  await expect(offer).toBeHidden();
  await expect(offer).toBeVisible({ timeout: 15_000 });
  await expect(aborting).toContainText(/No worker has answered the abort for \d+ s\./);
  await expect(aborting).toContainText(`sauron abort ${number} --project ${story.slug} --force`);

  await offer.click();
  const asking = page.getByRole("alertdialog", { name: `Force-stop rollout #${number} of ${story.slug}?` });
  await expect(asking).toHaveAccessibleDescription(
    /1 host in the middle of a deploy: recorded as unknown, .* 4 hosts waiting: never start\. .* halts/,
  );
  await expect(asking.getByRole("button", { name: "Keep waiting" })).toBeFocused();
  await expect(asking).toContainText("Give a reason of at least 5 characters.");
  await expectAccessible(page, "asking for a force-stop");
  await forceStop(asking);
  const aborted = page.getByRole("alertdialog", { name: `#${number} is aborted` });
  await expect(aborted).toContainText("No data of 1 host: commands there may still run.");
  expect(await story.hostStates(id)).toEqual({ succeeded: 1, unknown: 1, skipped: 4 });

  await page.goto(`${story.now}/rollouts/${number}`);
  await expect(page.getByRole("main")).toContainText("who force-stopped it: The machine of the workers is gone");
  await page.goto(`${story.now}/rollouts/${number}?tab=hosts&view=table`);
  await expect(page.getByRole("row", { name: /web-2/ })).toContainText("No data");

  await page.goto(story.now);
  await page.getByRole("main").getByRole("button", { name: "Resume…" }).click();
  const resuming = page.getByRole("alertdialog", { name: "Resume the automation?" });
  // What a person has stopped is under no suspicion.
  await expect(resuming.getByRole("checkbox", { name: /^Mark .* as bad/ })).not.toBeChecked();
  const data = { reason: "A colleague was first" };
  const answer = await page.request.post(`${still.url}/api/v1/projects/${story.slug}/resume`, {
    data,
    headers: { origin: still.url },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  await expect(page.getByRole("alertdialog", { name: "The automation runs already" })).toBeVisible();
});

test("who may not sees the button and why; an abort that a worker obeys offers none", async ({ browser, still }) => {
  const story = await tellStory(still);
  await abort(still, story, 12);
  const context = await browser.newContext();
  await enter(context, still, "viewer");
  const page = await context.newPage();
  await page.goto(story.now);
  await page.getByRole("button", { name: /^Aborting…/ }).click();
  const dialog = page.getByRole("alertdialog");
  const offer = dialog.getByRole("button", { name: "Force stop…" });
  await expect(offer).toHaveAttribute("aria-disabled", "true");
  await expect(offer).toHaveAccessibleDescription(/operator/i);
  await offer.click({ force: true });
  await expect(page.getByRole("alertdialog")).toHaveCount(1);
  await story.advance(story.running.id);
  await story.tell();
  await expect(dialog).toContainText(/No new hosts\s*\d/);
  await expect(offer).toBeHidden();
  await context.close();
});

test("where no worker lives the page of the rollout offers it too, once it was aborted", async ({ page, still }) => {
  const story = await tellStory(still);
  const { prisma } = still.db;
  const worker = await prisma.workerProcess.findUniqueOrThrow({ where: { id: "still" } });
  await prisma.workerProcess.update({ where: { id: "still" }, data: { beatAt: new Date(Date.now() - 60_000) } });
  try {
    await page.goto(`${story.now}/rollouts/${story.running.number}`);
    await expect(page.getByRole("status").filter({ hasText: "No worker has been heard of" })).toBeVisible();
    const offer = page.getByRole("button", { name: "Force stop…" });
    await expect(offer).toBeHidden();
    await abort(still, story, 12);
    await offer.click();
    await forceStop(page.getByRole("alertdialog"));
    await expect(page.getByRole("heading", { level: 2, name: /Aborted/ })).toBeVisible();
    await expect(offer).toBeHidden();
  } finally {
    await prisma.workerProcess.update({ where: { id: "still" }, data: { beatAt: worker.beatAt } });
  }
});
