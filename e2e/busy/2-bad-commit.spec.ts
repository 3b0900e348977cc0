import type { Page } from "@playwright/test";
import { pressUntilClosed } from "../confirm-dialog";
import { expect, test } from "../demo-fixture";
import { keepScreenshot } from "../keep-screenshot";

test("a bad commit is stopped by the canary, and a person lets the automation go on", async ({ page, demo }) => {
  await page.goto(demo.now);

  await test.step("the automation halts and says why, with the numbers", async () => {
    const halted = page.getByRole("heading", { level: 2, name: /Stopped: needs you/ });
    await expect(halted).toBeVisible({ timeout: 5 * 60_000 });
    await expect(page.getByRole("main")).toContainText(/5xx .* on the canary/);
    await expect(page).toHaveTitle(/Halted/);
    await keepScreenshot(page, "halted");
  });

  const stopped = await test.step("no machine but the canary has the bad commit", async () => {
    const [failed] = await listEnded(page, demo.url);
    expect(failed).toMatchObject({ state: "failed", hosts: { succeeded: 1, skipped: 5 } });
    return failed?.number ?? 0;
  });

  await test.step("its canary is drawn against the control, with the same numbers as a table", async () => {
    await page.goto(`${demo.now}/rollouts/${stopped}?tab=canary`);
    const chart = page.getByRole("figure", { name: "5xx" });
    await expect(chart.getByRole("img")).toBeVisible();
    await expect(chart).toContainText(/Canary at worst \S+ %/);
    await keepScreenshot(page, "canary");
    const [, worst = ""] = /Canary at worst (\S+ %)/.exec((await chart.textContent()) ?? "") ?? [];
    await chart.getByRole("button", { name: /^Show as table/ }).click();
    await expect(chart.getByRole("table")).toContainText(worst);
    expect(worst).not.toBe("");
    await page.goto(demo.now);
  });

  await test.step("a person resumes it with a reason; the bad commit is marked", async () => {
    await page.getByRole("button", { name: /^Resume/ }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog.getByRole("checkbox")).toBeChecked();
    await dialog.getByRole("textbox").fill("It is reverted");
    await pressUntilClosed(dialog, () => dialog.getByRole("button", { name: /^Resume/ }).click({ timeout: 500 }));
    await expect(page.getByRole("heading", { level: 2, name: /Stopped: needs you/ })).toBeHidden();
  });

  await test.step("it goes out together with its revert, to the whole fleet", async () => {
    const next = async () => (await listEnded(page, demo.url)).find((rollout) => rollout.number === stopped + 1);
    await expect.poll(next, { timeout: 4 * 60_000 }).toMatchObject({ state: "succeeded", hosts: { succeeded: 6 } });
    expect((await next())?.commitCount).toBeGreaterThan(1);
  });
});

type Ended = { number: number; state: string; commitCount: number; hosts: { succeeded: number; skipped: number } };

async function listEnded(page: Page, url: string): Promise<Ended[]> {
  return (await (await page.request.get(`${url}/api/v1/projects/web`)).json()).did;
}
