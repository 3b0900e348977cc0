import type { Locator, Page } from "@playwright/test";
import { percentile } from "../figures";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { obeyAborts, undoAbort } from "./obey-aborts";
import { goLive, openPage } from "./open-browser";
import { seedProject } from "./seed-project";

const rounds = 30;

/** From the click of one person until the others see that it is being aborted, each in a browser of their own. */
export async function measureAbort({ browser, console, share }: Bench): Promise<Figure[]> {
  const seeded = await seedProject(console, "abort", { past: 3, waiting: 3 });
  const visitors = await Promise.all([1, 2, 3].map(() => openPage(browser, console)));
  for (const { page } of visitors) await goLive(page, `${console.url}/p/abort`);
  const [first, ...others] = visitors.map(({ page }) => page);
  if (!first) throw new Error("nobody is there");
  const obeying = obeyAborts(console.db, seeded);
  const seen: number[] = [];
  const titled: number[] = [];
  for (let round = 0; round < Math.ceil(rounds * share); round += 1) {
    const clicked = await confirmAbort(first, others);
    for (const page of others) {
      const noticed = await page.evaluate(() => (window as unknown as { noticed: Promise<Noticed> }).noticed);
      seen.push(noticed.button - clicked);
      titled.push(noticed.title - clicked, noticed.icon - clicked);
    }
    await first.getByRole("alertdialog").getByRole("button", { name: "Close" }).click();
    await undoAbort(console.db, seeded);
    for (const page of [first, ...others]) await page.getByRole("button", { name: /^Abort…/ }).waitFor();
  }
  await obeying.stop();
  for (const { context } of visitors) await context.close();
  const of = `${seen.length} times, 2 of them for each abort`;
  return [
    { budget: "abortSeen", of, value: percentile(seen, 0.95) },
    { budget: "abortTitle", of, value: Math.max(...titled) },
  ];
}

type Noticed = { button: number; title: number; icon: number };

/** Returns when it was clicked, in ms since the epoch. All pages are on this computer, and share its clock. */
async function confirmAbort(page: Page, others: Page[]): Promise<number> {
  await page.getByRole("button", { name: /^Abort…/ }).click();
  const confirm = page.getByRole("alertdialog").getByRole("button", { name: "Abort now" });
  await confirm.waitFor();
  // It sleeps for the first moments, so that a double click cannot confirm.
  await page.waitForTimeout(400);
  for (const other of others) await other.evaluate(noticeAbort);
  return clickAndTell(confirm);
}

async function clickAndTell(button: Locator): Promise<number> {
  const clicked = button.evaluate(
    (element) =>
      new Promise<number>((tell) => {
        element.addEventListener("click", () => tell(Date.now()), { once: true, capture: true });
      }),
  );
  await button.click();
  return clicked;
}

/** Runs in the page: begins to wait for the frames in which the button, the title and the icon tell of an abort. */
function noticeAbort(): void {
  const icon = () => document.querySelector<HTMLLinkElement>("link[rel=icon]")?.href;
  const before = icon();
  const when = (isThere: () => boolean) =>
    new Promise<number>((tell) => {
      const look = () => {
        if (!isThere()) return;
        watch.disconnect();
        requestAnimationFrame(() => tell(Date.now()));
      };
      const watch = new MutationObserver(look);
      watch.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
      look();
    });
  const button = () =>
    /Aborting…/.test(document.querySelector("button[aria-keyshortcuts='Shift+A']")?.textContent ?? "");
  const all = [when(button), when(() => document.title.startsWith("■")), when(() => icon() !== before)];
  Object.assign(window, {
    noticed: Promise.all(all).then(([button, title, icon]) => ({ button, title, icon })),
  });
}
