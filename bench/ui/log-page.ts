import type { Locator, Page } from "@playwright/test";

export function logBody(page: Page): Locator {
  return page.getByRole("log");
}

/** Waits until the whole log is loaded: until then the page says how much of it is. */
export async function waitForWholeLog(page: Page): Promise<void> {
  await page.locator("[data-line] bdi").first().waitFor();
  await page.waitForFunction(() => !/\d loaded\)/.test(document.body.textContent), null, {
    timeout: 180_000,
    polling: 250,
  });
}

export function readScrollTop(page: Page): Promise<number> {
  return logBody(page).evaluate((body) => body.scrollTop);
}
