import { confirmDialog } from "./confirm-dialog";
import { expect, test } from "./demo-fixture";
import { keepScreenshot } from "./keep-screenshot";
import { ask, readNow } from "./project-api";

test("a freeze keeps the next rollout back and lets the running one end", async ({ page, browser, calmDemo }) => {
  await ask(calmDemo, "/projects/web/mode", { mode: "unattended", reason: "By itself again" }).catch(() => {});
  calmDemo.land("normal");
  await page.goto(calmDemo.now);
  await expect(page.getByRole("button", { name: /^Abort/ })).toBeVisible({ timeout: 3 * 60_000 });
  const running = (await readNow(calmDemo)).doing?.number ?? 0;
  const colleague = await (await browser.newContext()).newPage();
  await colleague.goto(`${calmDemo.now}/rollouts/${running}`);

  await test.step("with the keyboard alone, from the automation's menu", async () => {
    await page.getByRole("button", { name: /^Automation/ }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: /^Freeze/ })).toBeFocused();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("alertdialog");
    await expect(dialog).toContainText(`Rollout #${running} is not touched`);
    await expect(dialog.getByRole("combobox", { name: "For" })).toHaveValue("7200");
    await dialog.getByRole("textbox", { name: "Reason" }).focus();
    await page.keyboard.type("The launch is on stage");
    await keepScreenshot(page, "freeze");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: /^Automation/ })).toBeFocused();
  });

  await test.step("everybody sees it at once, with who, why and until when", async () => {
    await expect(colleague.getByRole("status").filter({ hasText: "Frozen until" })).toContainText(
      "The launch is on stage",
      { timeout: 3000 },
    );
    await expect(colleague.getByRole("button", { name: /^Automation: Frozen/ })).toBeVisible();
  });

  await test.step("the running rollout goes on to its end", async () => {
    await expect(colleague.getByRole("heading", { level: 2, name: /Done/ })).toBeVisible({ timeout: 3 * 60_000 });
  });

  await test.step("the next one does not start: Next says what waits and until when", async () => {
    calmDemo.land("normal");
    await expect(page.getByRole("region", { name: "Next" })).toContainText(/Would deploy \d commits? .*frozen until/, {
      timeout: 60_000,
    });
    const now = await readNow(calmDemo);
    expect([now.doing, now.did[0]?.number]).toEqual([null, running]);
  });

  await test.step("lifted, it starts", async () => {
    await page
      .getByRole("region", { name: "Next" })
      .getByRole("button", { name: /^Lift the freeze/ })
      .click();
    await confirmDialog(page, { button: "Lift freeze", reason: "The launch is over" });
    await expect
      .poll(async () => (await readNow(calmDemo)).did[0], { timeout: 3 * 60_000 })
      .toMatchObject({
        number: running + 1,
        state: "succeeded",
      });
  });
});
