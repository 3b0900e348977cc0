import { expect, openColleague, test } from "../demo-fixture";
import { keepScreenshot } from "../keep-screenshot";

test("anybody aborts a rollout in two actions, and every browser sees it", async ({ page, browser, demo }) => {
  await page.goto(demo.now);
  await expect(page.getByRole("button", { name: /^Abort/ })).toBeVisible({ timeout: 3 * 60_000 });
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  await keepScreenshot(page, "now");
  const colleague = await openColleague(browser, demo);
  await colleague.goto(demo.now);

  await test.step("the first action says in numbers what it will do, and has the focus on going on", async () => {
    await page.getByRole("button", { name: /^Abort/ }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog).toContainText(/Abort rollout #\d+/);
    await expect(dialog.getByRole("button", { name: "Keep going" })).toBeFocused();
  });

  const number = await test.step("the second one stops it", async () => {
    const dialog = page.getByRole("alertdialog");
    const title = await dialog.getByRole("heading").textContent();
    const ladder = dialog.getByRole("list", { name: "Progress of the abort" });
    // The button sleeps for its first moments, so that a double click cannot confirm: press until it has heard.
    await expect(async () => {
      if (!(await ladder.isVisible())) await dialog.getByRole("button", { name: "Abort now" }).click({ timeout: 500 });
      await expect(ladder).toBeVisible({ timeout: 1000 });
    }).toPass();
    return /#(\d+)/.exec(title ?? "")?.[1];
  });

  await test.step("it ends aborted and the automation halts, in the colleague's browser too", async () => {
    await expect(colleague.getByRole("heading", { level: 2, name: /Stopped: needs you/ })).toBeVisible();
    await expect(colleague.getByRole("main")).toContainText(`Rollout #${number} was aborted`);
  });

  await test.step("the hosts tell what they run", async () => {
    await page.goto(`${demo.now}/rollouts/${number}`);
    await expect(page.getByRole("heading", { level: 2, name: /Aborted/ })).toBeVisible();
    await expect(page.getByRole("main")).toContainText(/hosts? (is|are|run)|on [0-9a-f]{7}/i);
  });
});
