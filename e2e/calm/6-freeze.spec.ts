import type { CommitView } from "@/lib/contracts/views";
import { confirmDialog, pressUntilClosed } from "../confirm-dialog";
import { type CalmDemo, expect, openColleague, test } from "../demo-fixture";
import { keepScreenshot } from "../keep-screenshot";
import { letRolloutsStart, read, readNow } from "../project-api";

test("a freeze keeps the next rollout back and lets the running one end", async ({ page, browser, calmDemo }) => {
  await letRolloutsStart(calmDemo);
  const colleague = await openColleague(browser, calmDemo);
  await Promise.all([page.goto(calmDemo.now), colleague.goto(calmDemo.now)]);
  const running = await startOwnRollout(calmDemo);
  await expect(page.getByRole("button", { name: /^Abort/ })).toBeVisible();

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
    await expect(dialog.getByRole("button", { name: "Freeze", exact: true })).toBeFocused();
    await pressUntilClosed(dialog, () => page.keyboard.press("Enter"));
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
    await colleague.goto(`${calmDemo.now}/rollouts/${running}`);
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

/** Whatever an earlier journey has left to deploy comes first; then a commit of this journey goes out, alone. */
async function startOwnRollout(demo: CalmDemo): Promise<number> {
  const newest = async () => (await read<{ commits: CommitView[] }>(demo, "/commits?project=web&limit=1")).commits[0];
  const before = await newest();
  await expect.poll(async () => (await readNow(demo)).live?.revision, { timeout: 3 * 60_000 }).toBe(before?.sha);
  await expect.poll(async () => (await readNow(demo)).doing, { timeout: 3 * 60_000 }).toBeNull();
  demo.land("normal");
  await expect.poll(async () => (await newest())?.sha, { timeout: 60_000 }).not.toBe(before?.sha);
  const own = (await newest())?.sha;
  await expect.poll(async () => (await readNow(demo)).doing?.toRevision, { timeout: 3 * 60_000 }).toBe(own);
  return (await readNow(demo)).doing?.number ?? 0;
}
