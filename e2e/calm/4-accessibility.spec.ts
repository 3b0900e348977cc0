import { comeIn, expect, test } from "../demo-fixture";
import { expectAccessible } from "../expect-accessible";
import { listPages } from "../list-pages";

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
