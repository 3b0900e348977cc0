import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Dark differs from light in its colours alone, so only these are looked at again. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const light = await new AxeBuilder({ page }).withTags(standards).analyze();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze();
  expect(listViolations([...light.violations, ...dark.violations]), what).toEqual([]);
}

function listViolations(violations: { id: string; help: string; nodes: { html: string }[] }[]): string[] {
  return violations.map(({ id, help, nodes }) => `${id}: ${help} in ${nodes.map((node) => node.html).join(" and ")}`);
}
