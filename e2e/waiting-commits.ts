import type { Locator, Page } from "@playwright/test";

export function queueCard(page: Page): Locator {
  return page.getByRole("region", { name: "Queue" });
}

/** The numbers of the commits (`testSha`) that the queue lists, in its order. */
export async function listWaiting(page: Page): Promise<number[]> {
  const shas = await queueCard(page).locator("li[data-row] code").allTextContents();
  return shas.map((sha) => Number.parseInt(sha.slice(0, 4), 16));
}
