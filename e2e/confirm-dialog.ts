import { expect, type Page } from "@playwright/test";

/** Gives the reason that the open dialog asks for, if it does, and confirms it. */
export async function confirmDialog(
  page: Page,
  { button, reason }: { button: string; reason?: string },
): Promise<void> {
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toBeVisible();
  if (reason) await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
  // The button sleeps for its first moments, so that a double click cannot confirm: press until it has heard.
  await expect(async () => {
    if (await dialog.isVisible())
      await dialog.getByRole("button", { name: button, exact: true }).click({ timeout: 500 });
    await expect(dialog).toBeHidden({ timeout: 1000 });
  }).toPass();
}
