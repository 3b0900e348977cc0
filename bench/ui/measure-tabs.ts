import type { BrowserContext, Page } from "@playwright/test";
import { waitUntil } from "@/lib/testing/system/wait-until";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { moveHosts } from "./move-hosts";
import { goLive, newVisitor } from "./open-browser";
import { seedProject } from "./seed-project";

const tabCount = 10;

/** Ten tabs of one browser: how many event streams they hold, whether an abort gets through, and who leads next. */
export async function measureTabs({ browser, console }: Bench): Promise<Figure[]> {
  const seeded = await seedProject(console, "tabs", { past: 3 });
  const moving = moveHosts(console.db, seeded);
  const context = await newVisitor(browser, console);
  const streams = watchStreams(context);
  const tabs: Page[] = [];
  for (let tab = 0; tab < tabCount; tab += 1) {
    const page = await context.newPage();
    await goLive(page, `${console.url}/p/tabs`);
    tabs.push(page);
  }
  const open = streams.length;
  const abort = await timeAbort(tabs.at(-1));
  const [leader] = streams;
  const closedAt = performance.now();
  await leader?.page.close();
  await waitUntil(30, () => (streams.some(({ page }) => page !== leader?.page) ? null : "another stream"));
  const followed = (streams.find(({ page }) => page !== leader?.page)?.openedAt ?? Number.NaN) - closedAt;
  await moving.stop();
  await context.close();
  return [
    { budget: "tabStreams", of: "one project", value: open === 0 ? Number.NaN : open },
    { budget: "tabAbort", of: "from the click to the answer", value: abort },
    { budget: "newLeader", of: "the leading tab is closed", value: followed },
  ];
}

type OpenStream = { page: Page; openedAt: number };

/** The event streams that the pages of a browser hold, as they come and go. */
function watchStreams(context: BrowserContext): OpenStream[] {
  const open: OpenStream[] = [];
  context.on("request", (request) => {
    if (!request.url().includes("/api/v1/events")) return;
    const stream = { page: request.frame().page(), openedAt: performance.now() };
    open.push(stream);
    const forget = (ended: unknown) => {
      if (ended === request && open.includes(stream)) open.splice(open.indexOf(stream), 1);
    };
    context.on("requestfinished", forget);
    context.on("requestfailed", forget);
  });
  return open;
}

async function timeAbort(page: Page | undefined): Promise<number> {
  if (!page) return Number.NaN;
  await page.bringToFront();
  await page.getByRole("button", { name: /^Abort…/ }).click();
  const confirm = page.getByRole("alertdialog").getByRole("button", { name: "Abort now" });
  await confirm.waitFor();
  // It sleeps for the first moments, so that a double click cannot confirm.
  await page.waitForTimeout(400);
  const answer = page.waitForResponse((response) => response.url().includes("/abort"));
  const began = performance.now();
  await confirm.click();
  return (await answer).ok() ? performance.now() - began : Number.NaN;
}
