import { testSha } from "@/lib/testing/project";
import { expect, test } from "../still-fixture";
import { endRunning, tellStory } from "../still-story";

test("a rollback keeps the target it was opened with, and is not begun before one has looked at what came since", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await endRunning(story);
  const first = story.running.number;
  const target = testSha(4).slice(0, 7);
  await page.goto(`${story.now}/rollback`);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText(`Roll back #${first} to ${target}?`);
  await expect(page).toHaveURL(new RegExp(`to=${testSha(4)}`));
  await page.getByRole("textbox", { name: "Reason" }).fill("Pages are slow");

  const newer = await story.begin(testSha(8));
  await story.finish(newer.id, { state: "succeeded" });
  await story.tell();
  await expect(heading).toHaveText(`Roll back #${newer.number} to ${target}?`);
  const note = page.getByText(`#${newer.number} has come since you looked at #${first}`);
  await expect(note).toBeVisible();
  const begin = page.getByRole("button", { name: `Roll back to ${target}` });
  await expect(begin).toHaveAttribute("aria-disabled", "true");
  await begin.click({ force: true });
  await expect(page).toHaveURL(/\/rollback\?/);
  expect(await still.db.prisma.rollout.count({ where: { projectId: story.project.id, kind: "rollback" } })).toBe(0);

  await page.getByRole("button", { name: "I have looked" }).click();
  await expect(note).toBeHidden();
  await expect(page.getByRole("textbox", { name: "Reason" })).toHaveValue("Pages are slow");
  // For a moment after something has changed the button takes no click.
  await expect(async () => {
    if (/rollback/.test(page.url())) await begin.click({ timeout: 5000 });
    await expect(page).toHaveURL(/\/rollouts\/\d+$/, { timeout: 5000 });
  }).toPass();
  const rollback = await still.db.prisma.rollout.findFirstOrThrow({
    where: { projectId: story.project.id },
    orderBy: { id: "desc" },
  });
  expect(rollback).toMatchObject({ kind: "rollback", toRevision: testSha(4) });
});
