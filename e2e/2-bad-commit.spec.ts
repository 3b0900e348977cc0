import { expect, test } from "./demo-fixture";
import { keepScreenshot } from "./keep-screenshot";

test("a bad commit is stopped by the canary, and a person lets the automation go on", async ({ page, demo }) => {
  await page.goto(demo.now);

  await test.step("the automation halts and says why, with the numbers", async () => {
    const halted = page.getByRole("heading", { level: 2, name: /Stopped: needs you/ });
    await expect(halted).toBeVisible({ timeout: 5 * 60_000 });
    await expect(page.getByRole("main")).toContainText(/5xx .* on the canary/);
    await expect(page).toHaveTitle(/Halted/);
    await keepScreenshot(page, "halted");
  });

  await test.step("no machine but the canary has the bad commit", async () => {
    const now = await (await page.request.get(`${demo.url}/api/v1/projects/web`)).json();
    const failed = now.did[0];
    expect(failed.state).toBe("failed");
    expect(failed.hosts).toMatchObject({ succeeded: 1, skipped: 5 });
  });

  await test.step("a person resumes it with a reason; the bad commit is marked", async () => {
    await page.getByRole("button", { name: /^Resume/ }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog.getByRole("checkbox")).toBeChecked();
    await dialog.getByRole("textbox").fill("It is reverted");
    await dialog.getByRole("button", { name: /^Resume/ }).click();
    await expect(page.getByRole("heading", { level: 2, name: /Stopped: needs you/ })).toBeHidden();
  });

  await test.step("the revert goes out, and the fleet is on one revision again", async () => {
    await expect
      .poll(
        async () => {
          const now = await (await page.request.get(`${demo.url}/api/v1/projects/web`)).json();
          return now.did[0].state === "succeeded" && now.fleet.length === 1;
        },
        { timeout: 3 * 60_000 },
      )
      .toBe(true);
  });
});
