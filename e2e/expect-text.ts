import { expect, type Page } from "@playwright/test";

/** A page that shows hostile texts, once it is alive: nothing of them has become more than text. */
export async function expectText(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("planted=1");
  const found = await page.evaluate(() => ({
    ran: "planted" in window,
    elements: [...document.querySelectorAll(".planted, iframe, object, embed, base, marquee")].map(
      (each) => each.outerHTML,
    ),
    links: [...document.links].map(({ protocol }) => protocol).filter((protocol) => !/^https?:$/.test(protocol)),
    // Signs that turn text around are shown, not obeyed.
    turned: /[\u202a-\u202e\u2066-\u2069]/.test(document.querySelector("main")?.textContent ?? ""),
  }));
  expect(found, address).toEqual({ ran: false, elements: [], links: [], turned: false });
  // A page may complete its own query, and leads nowhere else.
  expect(page.url().split("?")[0]).toBe(address.split("?")[0]);
}

/** What a text that was taken for more has done. */
export function collectAttempts(page: Page): string[] {
  const attempts: string[] = [];
  page.on("dialog", (dialog) => {
    attempts.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().includes("elsewhere.invalid")) attempts.push(`request ${request.url()}`);
  });
  return attempts;
}
