import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type DemoProject, expect, test } from "./demo-fixture";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const tabs = ["overview", "hosts", "canary", "log", "events"];

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 360]) {
    test(`every page is accessible: ${colorScheme}, ${width} px wide`, async ({ browser, demo }) => {
      const page = await (await browser.newContext({ colorScheme, viewport: { width, height: 800 } })).newPage();
      for (const path of await listPages(page, demo)) {
        await page.goto(demo.url + path);
        await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
        const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
        expect(listViolations(violations), path).toEqual([]);
        // Nothing but tables and logs may scroll sideways.
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      }
    });
  }
}

const dialogs = [/^Freeze/, /^Change the mode/, /^Halt/];

for (const colorScheme of ["light", "dark"] as const) {
  test(`what opens over a page is accessible too: ${colorScheme}`, async ({ browser, demo }) => {
    const page = await (await browser.newContext({ colorScheme })).newPage();
    await page.goto(demo.now);
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
      expect(listViolations(violations), what).toEqual([]);
    };
    const pill = page.getByRole("button", { name: /^Automation/ });
    for (const name of dialogs) {
      await pill.click();
      const item = page.getByRole("menuitem", { name });
      await expect(item).toBeVisible();
      await check(`menu with ${name}`);
      await item.click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await check(`dialog ${name}`);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("alertdialog")).toBeHidden();
      await expect(pill).toBeFocused();
    }
    await page.getByText("How decided").click();
    await check("How decided");
  });
}

async function listPages(page: Page, demo: DemoProject): Promise<string[]> {
  const ended = async () => (await (await page.request.get(`${demo.url}/api/v1/projects/web`)).json()).did;
  await expect.poll(async () => (await ended()).length, { timeout: 3 * 60_000 }).toBeGreaterThan(0);
  const [rollout] = await ended();
  const rolloutPages = tabs.map((tab) => `/p/web/rollouts/${rollout.number}?tab=${tab}`);
  const commitPage = `/p/web/commits/${rollout.toRevision}`;
  const settings = ["sources", "deliveries", "project"].map((area) => `/p/web/settings/${area}`);
  const others = ["/p/web/approve", "/p/web/decisions", "/projects/new", "/p/nowhere"];
  const commit = await page.request.get(`${demo.url}/api/v1/commits/${rollout.toRevision}?project=web`);
  const testPage = `${commitPage}/tests/${(await commit.json()).testRuns[0].id}`;
  return ["/", "/p/web", ...rolloutPages, commitPage, testPage, ...settings, ...others];
}

function listViolations(violations: { id: string; help: string; nodes: { html: string }[] }[]): string[] {
  return violations.map(({ id, help, nodes }) => `${id}: ${help} in ${nodes.map((node) => node.html).join(" and ")}`);
}
