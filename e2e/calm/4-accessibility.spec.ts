import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { comeIn, expect, test } from "../demo-fixture";
import { listPages } from "../list-pages";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const width of [1280, 360]) {
  test(`every page is accessible, light and dark, ${width} px wide`, async ({ browser, calmDemo }) => {
    // Some thirty pages, each looked over twice.
    test.setTimeout(30 * 60_000);
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    await comeIn(context, calmDemo, "admin");
    const page = await context.newPage();
    for (const path of await listPages(page, calmDemo)) {
      await page.goto(calmDemo.url + path);
      await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
      await expectAccessible(page, path);
      // Nothing but tables and logs may scroll sideways.
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
    }
  });
}

const dialogs = [/^Freeze/, /^Change the mode/, /^Halt/];

test("what opens over a page is accessible too, light and dark", async ({ page, calmDemo }) => {
  await page.goto(calmDemo.now);
  const pill = page.getByRole("button", { name: /^Automation/ });
  for (const name of dialogs) {
    await pill.click();
    const item = page.getByRole("menuitem", { name });
    await expect(item).toBeVisible();
    await expectAccessible(page, `menu with ${name}`);
    await item.click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await expectAccessible(page, `dialog ${name}`);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await expect(pill).toBeFocused();
  }
  await page.getByText("How decided").click();
  await expectAccessible(page, "How decided");
});

/** Dark differs from light in its colours alone, so only these are looked at again. */
async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const light = await new AxeBuilder({ page }).withTags(standards).analyze();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze();
  expect(listViolations([...light.violations, ...dark.violations]), what).toEqual([]);
}

function listViolations(violations: { id: string; help: string; nodes: { html: string }[] }[]): string[] {
  return violations.map(({ id, help, nodes }) => `${id}: ${help} in ${nodes.map((node) => node.html).join(" and ")}`);
}
