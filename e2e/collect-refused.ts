import type { Page } from "@playwright/test";

type Refused = { directive: string; blocked: string };

/** What the browser refused because of the policy, as it comes. */
export async function collectRefused(page: Page): Promise<Refused[]> {
  const refused: Refused[] = [];
  await page.exposeFunction("noteRefused", (one: Refused) => void refused.push(one));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      const note = (window as unknown as { noteRefused(one: Refused): void }).noteRefused;
      note({ directive: effectiveDirective, blocked: blockedURI });
    });
  });
  return refused;
}
