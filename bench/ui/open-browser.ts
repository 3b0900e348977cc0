import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "@playwright/test";
import { findBrowser } from "@/script/system-needs.mjs";
import type { Console } from "./start-console";
import { watchPage } from "./watch-page";

/** "slow": a quarter of this computer's speed, and the network that browsers call "Slow 4G". */
export type Pace = "full" | "slow";

export type OpenPage = { page: Page; cdp: CDPSession; context: BrowserContext };

const viewport = { width: 1440, height: 900 };

/** As the numbers of Chromium's own tools: 1.6 Mbit/s and 750 kbit/s less a tenth, 150 ms times 3.75 for each request. */
const slow4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };

/** The browser of the browser tests, without a GPU; its scrollbars can be dragged. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  return chromium.launch({
    ...(executablePath && { executablePath }),
    ignoreDefaultArgs: ["--hide-scrollbars"],
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Heap sizes are told exactly rather than in steps.
      "--enable-precise-memory-info",
    ],
  });
}

/** Somebody who is signed in, with nothing kept from an earlier visit. */
export async function newVisitor(browser: Browser, console: Pick<Console, "url" | "cookie">): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport });
  const [name = "", value = ""] = console.cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: console.url }]);
  // What compiles these files names functions with a helper that a page does not have.
  await context.addInitScript("globalThis.__name = (named) => named");
  await context.addInitScript(watchPage);
  return context;
}

/** A page of a new visitor, at a pace. Close its context. */
export async function openPage(
  browser: Browser,
  console: Pick<Console, "url" | "cookie">,
  pace: Pace = "full",
): Promise<OpenPage> {
  const context = await newVisitor(browser, console);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  if (pace === "slow") {
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", slow4G);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  }
  return { page, cdp, context };
}

/** Opens an address and waits until the page hears what happens. */
export async function goLive(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('button[data-state="live"]').waitFor();
}

export async function readHeap({ cdp }: Pick<OpenPage, "cdp">): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage");
  return (await cdp.send("Runtime.getHeapUsage")).usedSize / 1e6;
}
