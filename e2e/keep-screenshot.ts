import type { Page } from "@playwright/test";

/** Pictures of the README and the docs are made by the journeys; `UPDATE_SCREENSHOTS=1` stores them. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const path = process.env.UPDATE_SCREENSHOTS ? `docs/images/${name}.png` : `test-results/screenshots/${name}.png`;
  await page.screenshot({ path });
}
