import type { Page } from "@playwright/test";
import type { NowView } from "@/lib/contracts/views";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { goLive, newVisitor, readHeap } from "./open-browser";
import { seedProject } from "./seed-project";
import { readWatched } from "./watch-page";

const eventCount = 20_000;
const atOnce = 10;

/**
 * What a page that stays open all day gathers. The server sends at most ten views a second, so that so many would take
 * half an hour: another page plays the tab that holds the stream, and passes on views that it makes up.
 */
export async function measureSoak({ browser, console, share }: Bench): Promise<Figure[]> {
  await seedProject(console, "soak", { past: 10, waiting: 12 });
  const context = await newVisitor(browser, console);
  const leader = await context.newPage();
  await leader.goto(`${console.url}/api/v1/health`);
  const view = await context.request.get(`${console.url}/api/v1/projects/soak`);
  await leader.evaluate(leadTabs, (await view.json()) as NowView);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await goLive(page, `${console.url}/p/soak`);

  const count = Math.ceil(eventCount * share);
  // The first events fill what is kept for good.
  await sendViews(leader, page, { from: 1, count: 500 });
  const before = { heap: await readHeap({ cdp }), tickers: (await readWatched(page)).tickers };
  await sendViews(leader, page, { from: 501, count });
  const grown = (await readHeap({ cdp })) - before.heap;
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  const { tickers } = await readWatched(page);
  await context.close();
  const of = `Now, ${count.toLocaleString("en-US")} events`;
  return [
    { budget: "soakHeap", of, value: grown },
    { budget: "soakNodes", of, value: nodes },
    { budget: "soakTimers", of: `${tickers} tick`, value: tickers - before.tickers },
  ];
}

type Leader = { channel: BroadcastChannel; view: NowView };

/** Runs in a page that has nothing of ours: holds the lock of the leading tab, and says that all is well. */
async function leadTabs(view: NowView): Promise<void> {
  const channel = new BroadcastChannel("sauron-live");
  await new Promise<void>((held) => {
    void navigator.locks.request("sauron-live", () => {
      held();
      return new Promise(() => {});
    });
  });
  Object.assign(window, { leader: { channel, view } satisfies Leader });
  setInterval(() => channel.postMessage({ type: "state", state: { phase: "live" } }), 500);
}

/** Passes on views, each a little different from the one before, and waits until the page shows the last. */
async function sendViews(leader: Page, page: Page, { from, count }: { from: number; count: number }): Promise<void> {
  const succeeded = await leader.evaluate(sendFromLeader, { from, count, atOnce });
  await page.locator(`[role=progressbar][aria-valuetext^="${succeeded} of"]`).waitFor({ timeout: 300_000 });
}

/** Runs in the leading page; returns how many hosts the last view has done. */
async function sendFromLeader({
  from,
  count,
  atOnce,
}: {
  from: number;
  count: number;
  atOnce: number;
}): Promise<number> {
  const { channel, view } = (window as unknown as { leader: Leader }).leader;
  const { doing } = view;
  if (!doing) throw new Error("nothing is rolled out");
  let succeeded = 0;
  for (let number = from; number < from + count; number += 1) {
    succeeded = number % doing.hosts.total;
    const data: NowView = {
      ...view,
      seq: view.seq + number,
      serverTime: new Date().toISOString(),
      doing: { ...doing, hosts: { ...doing.hosts, succeeded, queued: doing.hosts.total - succeeded } },
    };
    channel.postMessage({ type: "event", event: { name: "now", data } });
    if (number % atOnce === 0) await new Promise((next) => setTimeout(next, 25));
  }
  return succeeded;
}
