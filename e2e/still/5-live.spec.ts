import type { ServerResponse } from "node:http";
import type { Page } from "@playwright/test";
import { expect, test } from "../still-fixture";
import { endRunning, type Story, tellStory, writeLog } from "../still-story";

const live = (page: Page) => page.getByRole("button", { name: /^Live/ });
const banner = (page: Page) => page.getByRole("status").filter({ hasText: "Not live since" });

/** Time in the page can be moved from then on; it begins at the server's own. */
async function openNow(page: Page, story: Story): Promise<void> {
  await page.clock.install();
  await page.goto(story.now);
  await expect(live(page)).toBeVisible();
}

test("a view that is held still does not change for a minute, counts what waits, and then shows it all", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await openNow(page, story);
  await live(page).click();
  const held = page.getByRole("button", { name: /^Paused/ });
  await expect(held).toBeVisible();
  await page.evaluate(() => {
    const changes: string[] = [];
    Object.assign(window, { changes });
    new MutationObserver((seen) => changes.push(...seen.map(({ target }) => target.textContent ?? ""))).observe(
      document.querySelector("main") as Element,
      { childList: true, subtree: true, characterData: true, attributes: true },
    );
  });
  let waiting = 0;
  const count = async () => Number(/(\d+) waiting/.exec((await held.textContent()) ?? "")?.[1] ?? 0);
  for (const host of ["web-2", "web-3", "web-4", "web-5", "web-6"]) {
    await story.settle(story.running.id, { [host]: "succeeded" });
    await story.tell();
    await expect.poll(count).toBeGreaterThan(waiting);
    waiting = await count();
    await page.clock.runFor(12_000);
  }
  expect(await page.evaluate(() => (window as unknown as { changes: string[] }).changes)).toEqual([]);
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuetext", "1 of 6 hosts");
  await held.click();
  await expect(live(page)).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuetext", "6 of 6 hosts");
});

test("a line that falls silent is told, nothing looks fresh meanwhile, and all is well again once it carries", async ({
  page,
  context,
  still,
}) => {
  const story = await tellStory(still);
  await openNow(page, story);
  const icon = () => page.locator("link[rel=icon]").getAttribute("href");
  const picture = await icon();

  for (const asleep of [15_000, 10 * 60_000]) {
    await test.step(`for ${asleep / 1000} s`, async () => {
      still.line.silence();
      await context.setOffline(true);
      await page.clock.fastForward(asleep);
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await expect(banner(page)).toBeVisible();
      await expect(page.getByText(/^As of .*, not live$/)).toBeVisible();
      await expect(page).toHaveTitle(/^⚠ offline /);
      expect(await icon()).not.toBe(picture);
      const times = () => page.getByRole("main").locator("time").allTextContents();
      const stopped = await times();
      await page.clock.runFor(120_000);
      expect(await times()).toEqual(stopped);
      // It is tried all the same, so it is there to be pressed.
      await expect(page.getByRole("button", { name: /^Abort/ })).toBeEnabled();

      await context.setOffline(false);
      still.line.mend();
      await page.evaluate(() => dispatchEvent(new Event("online")));
      await expect(page.getByRole("status").filter({ hasText: "Live again" })).toBeVisible();
      await expect(live(page)).toBeVisible();
      await expect(page).not.toHaveTitle(/offline/);
    });
  }
});

const strange: [what: string, answer: (response: ServerResponse) => void][] = [
  ["503", (response) => response.writeHead(503).end()],
  [
    "a page of HTML",
    (response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Sign in here</h1>"),
  ],
  [
    "half an event",
    (response) =>
      response.writeHead(200, { "content-type": "text/event-stream" }).end('event: now\ndata: {"seq": 99999, "proj'),
  ],
  [
    "silence after the head",
    (response) => response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders(),
  ],
];

test("whatever answers in the place of the stream, the page says that it is not live and comes back", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await openNow(page, story);
  for (const [what, answer] of strange) {
    await test.step(what, async () => {
      still.line.answerStreams(answer);
      await page.clock.runFor(5000);
      await page.clock.fastForward(15_000);
      await expect(banner(page)).toBeVisible();
      await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuetext", "1 of 6 hosts");
      still.line.mend();
      await page.getByRole("button", { name: "Retry now" }).click();
      await expect(live(page)).toBeVisible();
    });
  }

  await test.step("401 asks to sign in, and asks nothing more until somebody has", async () => {
    still.line.answerStreams((response) => response.writeHead(401).end("{}"));
    await expect(page.getByRole("alertdialog", { name: "Session ended" })).toBeVisible();
    const tries = still.line.tries();
    await page.clock.runFor(60_000);
    expect(still.line.tries()).toBe(tries);
    still.line.mend();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await expect(live(page)).toBeVisible();
  });
});

test("a server that was restarted meanwhile is followed again, with what happened, without a reload", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await page.goto(story.now);
  await expect(live(page)).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await still.restart(async () => {
    await expect(banner(page)).toBeVisible();
    await story.settle(story.running.id, { "web-2": "succeeded", "web-3": "succeeded" });
  });
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuetext", "3 of 6 hosts");
  await expect(live(page)).toBeVisible();
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("ten tabs hold one stream; one of them aborts; when the one that holds it goes, another does", async ({
  context,
  still,
}) => {
  const story = await tellStory(still);
  const tabs: Page[] = [];
  for (let tab = 0; tab < 10; tab++) {
    const page = await context.newPage();
    await page.goto(story.now);
    await expect(live(page)).toBeVisible();
    tabs.push(page);
  }
  const streams = () => still.line.streams().length;
  await expect.poll(streams).toBe(1);
  const [first, ...others] = tabs as [Page, ...Page[]];
  const last = others.at(-1) as Page;
  await last.getByRole("button", { name: /^Abort/ }).click();
  const ladder = last.getByRole("list", { name: "Progress of the abort" });
  await expect(async () => {
    if (!(await ladder.isVisible())) await last.getByRole("button", { name: "Abort now" }).click({ timeout: 500 });
    await expect(ladder).toBeVisible({ timeout: 1000 });
  }).toPass();
  await first.close();
  await expect.poll(streams).toBe(1);
  await endRunning(story, "aborted");
  for (const page of others) await expect(page.getByRole("button", { name: /^Abort/ })).toHaveCount(0);
});

test("of five projects three are heard: those that were looked at last; the others say that they are not live", async ({
  context,
  still,
}) => {
  const tabs: Page[] = [];
  for (let project = 0; project < 5; project++) {
    const story = await tellStory(still);
    const page = await context.newPage();
    await page.goto(story.now);
    await expect(live(page)).toBeVisible();
    tabs.push(page);
  }
  await expect.poll(() => still.line.streams().length).toBe(3);
  const [first, second, third] = tabs as [Page, Page, Page];
  for (const page of [first, second]) await expect(banner(page)).toBeVisible();
  await first.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(banner(first)).toHaveCount(0);
  await expect(banner(third)).toBeVisible();
  await expect.poll(() => still.line.streams().length).toBe(3);
});

test("a tab that nobody looks at asks for next to nothing, and is up to date when it is looked at", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await page.addInitScript(() => {
    const state = () => ((window as unknown as { away?: boolean }).away ? "hidden" : "visible");
    Object.defineProperty(document, "visibilityState", { get: state });
    Object.defineProperty(document, "hidden", { get: () => state() === "hidden" });
  });
  const look = (away: boolean) =>
    page.evaluate((isAway) => {
      Object.assign(window, { away: isAway });
      document.dispatchEvent(new Event("visibilitychange"));
      dispatchEvent(new Event("visibilitychange"));
    }, away);
  await writeLog(still.db, story, { count: 5 });
  await page.clock.install();
  await page.goto(`${story.now}/rollouts/${story.running.number}?tab=log`);
  const log = page.getByRole("log");
  await expect(log.locator('[data-line="5"]')).toBeVisible();
  await expect.poll(() => still.line.streams().length).toBe(2);

  await look(true);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const host of ["web-2", "web-3", "web-4", "web-5", "web-6"]) {
    const title = await page.title();
    await story.settle(story.running.id, { [host]: "succeeded" });
    await story.tell();
    // What comes by the stream that all tabs share is shown.
    await expect.poll(() => page.title()).not.toBe(title);
    await page.clock.runFor(12_000);
  }
  // A minute, in which the stream of the log was given back.
  expect(asked.length).toBeLessThanOrEqual(2);
  await expect.poll(() => still.line.streams().length).toBe(1);
  await writeLog(still.db, story, { from: 6, count: 5 });
  await look(false);
  await expect(log.locator('[data-line="10"]')).toBeVisible();
});

test("a newer console is told; nothing is loaded anew, and what somebody has open and written stays", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await page.goto(`${story.now}/history`);
  await expect(live(page)).toBeVisible();
  await page.getByRole("button", { name: /^Automation/ }).click();
  await page.getByRole("menuitem", { name: /^Freeze/ }).click();
  const reason = page.getByRole("alertdialog").getByRole("textbox", { name: "Reason" });
  await reason.fill("The launch is on stage");
  // As after it was built anew: the files of the page that is open are gone.
  await page.route(/\/_next\/static\//, (route) => route.fulfill({ status: 404 }));
  await still.restart();
  const notice = page.getByText("There is a new version of the console.");
  await expect(notice).toBeAttached();
  await expect(reason).toHaveValue("The launch is on stage");
  await page.keyboard.press("Escape");
  await expect(notice).toBeVisible();
  await expect(page.getByRole("button", { name: "Reload" })).toBeVisible();
});
