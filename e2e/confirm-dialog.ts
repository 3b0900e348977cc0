import { expect, type Locator, type Page } from "@playwright/test";

/** Gives the reason that the open dialog asks for, if it does, and confirms it. */
export async function confirmDialog(
  page: Page,
  { button, reason }: { button: string; reason?: string },
): Promise<void> {
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toBeVisible();
  if (reason) await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
  await pressUntilClosed(dialog, () =>
    dialog.getByRole("button", { name: button, exact: true }).click({ timeout: 500 }),
  );
}

/** What confirms sleeps for the dialog's first moments, so that a double click cannot confirm: presses until it has heard. */
export async function pressUntilClosed(dialog: Locator, press: () => Promise<void>): Promise<void> {
  await expect(async () => {
    if (await dialog.isVisible()) await press();
    await expect(dialog).toBeHidden({ timeout: 1000 });
  }).toPass();
}
