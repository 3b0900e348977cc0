import { gzipSync } from "node:zlib";
import type { Page, Response } from "@playwright/test";
import { describeNext } from "@/components/now/describe-next";
import type { Rehearsal } from "@/lib/contracts/api-rehearsal";
import type { NowView } from "@/lib/contracts/views";
import type { AutomationMode } from "@/lib/domain/automation/modes";
import { haltAutomation } from "@/lib/services/projects/halt-automation";
import { setMode } from "@/lib/services/projects/set-mode";
import { addJudgedCanary } from "@/lib/testing/judged-canary";
import { createTestProject, testSha } from "@/lib/testing/project";
import { expectAccessible } from "../expect-accessible";
import { enter, expect, test } from "../still-fixture";
import { endRunning, tellStory, writeLog } from "../still-story";

test("what can be opened over a page is accessible, and so is a page that is halted, frozen or offline", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  const dialog = page.locator("dialog[open]");
  await page.goto(story.now);
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  for (const key of ["?", "Control+k", "Shift+A"]) {
    await page.keyboard.press(key);
    await expect(dialog).toBeVisible();
    await expectAccessible(page, key);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
  await endRunning(story, "failed");
  await haltAutomation(story.ctx, { projectId: story.project.id, reason: "Something is wrong" });
  await page.getByRole("button", { name: "Resume…" }).first().click();
  await expectAccessible(page, "resume");
  await page.keyboard.press("Escape");
  await expectAccessible(page, "halted");
  await page.goto(`${story.now}/history`);
  await expect(page.getByRole("status").filter({ hasText: "Automation is halted" })).toBeVisible();
  await expectAccessible(page, "the banner of a halt");
  still.line.answerStreams((response) => response.writeHead(503).end());
  await expect(page.getByRole("status").filter({ hasText: "Not live since" })).toBeVisible();
  await expectAccessible(page, "offline");
});

test("a viewer sees every control, reads why it does nothing, and is refused by the server too", async ({
  browser,
  still,
}) => {
  const story = await tellStory(still);
  const context = await browser.newContext();
  await enter(context, still, "viewer");
  const page = await context.newPage();
  await haltAutomation(story.ctx, { projectId: story.project.id, reason: "Something is wrong" });
  await page.goto(story.now);
  const resume = page.getByRole("main").getByRole("button", { name: "Resume…" });
  await expect(resume).toHaveAttribute("aria-disabled", "true");
  await expect(resume).toHaveAccessibleDescription(/^This needs the operator role/);
  await resume.click({ force: true });
  await expect(page.getByRole("tooltip")).toContainText("This needs the operator role");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  const data = { reason: "Let me try it all the same" };
  const answer = await context.request.post(`${still.url}/api/v1/projects/${story.slug}/resume`, { data });
  expect(answer.status()).toBe(403);
  expect((await story.readProject()).haltedAt).not.toBeNull();

  await page.goto(`${story.now}/rollback`);
  const goBack = page.getByRole("main").getByRole("button", { name: /roll back to/i });
  await expect(goBack).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("main")).toContainText(
    /This needs the operator role in this project; .+ (has|have) it\./,
  );
  await context.close();
});

test("an address opens the same view for a colleague, and Back leads to where one has read", async ({
  page,
  browser,
  still,
}) => {
  const story = await tellStory(still);
  await story.settle(story.running.id, { "web-3": "failed" });
  await writeLog(still.db, story, { count: 40 });
  const rollout = `${story.now}/rollouts/${story.running.number}`;
  const panel = (on: Page) => on.getByRole("tabpanel");

  await page.goto(`${rollout}?tab=hosts`);
  await page.getByRole("button", { name: "Table" }).click();
  await page
    .getByRole("group", { name: "Show hosts that are" })
    .getByRole("button", { name: /^Failed/ })
    .click();
  await expect(panel(page).locator("tbody tr")).toHaveCount(1);
  const filtered = [page.url(), `${story.now}/history?q=${testSha(2)}`, `${rollout}?tab=log&host=web-1`];
  const context = await browser.newContext();
  await enter(context, still, "operator");
  const colleague = await context.newPage();
  await colleague.goto(filtered[0] ?? "");
  await expect(panel(colleague).locator("tbody tr")).toHaveCount(1);
  await expect(panel(colleague).getByRole("rowheader")).toHaveText("web-3");
  await colleague.goto(filtered[1] ?? "");
  await expect(colleague.getByRole("searchbox", { name: "Find" })).toHaveValue(testSha(2));
  await expect(colleague.locator("tbody tr")).toHaveCount(1);
  await colleague.goto(filtered[2] ?? "");
  await expect(colleague.getByRole("combobox", { name: "Host" })).toHaveValue("web-1");
  await expect(colleague.getByRole("log").locator("[data-line]")).toHaveCount(40);
  await context.close();

  await page.setViewportSize({ width: 1280, height: 400 });
  await page.goto(story.now);
  const door = page.getByRole("link", { name: testSha(8).slice(0, 7) }).first();
  await door.scrollIntoViewIfNeeded();
  const read = await page.evaluate(() => scrollY);
  expect(read).toBeGreaterThan(0);
  await door.click();
  await expect(page).toHaveURL(/\/commits\//);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Change 8");
  await page.goBack();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(read);
});

test("one switch changes the zone of every time at once, and no time is only told as long ago", async ({
  browser,
  still,
}) => {
  const story = await tellStory(still);
  await endRunning(story);
  const context = await browser.newContext({ timezoneId: "Asia/Kathmandu" });
  await enter(context, still, "operator");
  const page = await context.newPage();
  for (const path of ["", "/history", `/rollouts/${story.running.number}?tab=events`]) {
    await page.goto(story.now + path);
    const zone = page.getByRole("group", { name: "Time zone" });
    await zone.getByRole("button", { name: "Local" }).click();
    const times = page.getByRole("main").locator("time");
    await expect(times.first()).toBeVisible();
    const told = () =>
      times.evaluateAll((all) =>
        all.map((time) => ({
          clock: /\d\d:\d\d/.exec(time.textContent ?? "")?.[0],
          at: time.getAttribute("datetime") ?? "",
        })),
      );
    for (const { clock, at } of await told()) expect(clock).toBe(clockOf(at, 5.75 * 3_600_000));
    await zone.getByRole("button", { name: "UTC" }).click();
    for (const { clock, at } of await told()) expect(clock).toBe(clockOf(at, 0));
  }

  await test.step("a link can ask for a zone, until another is chosen by hand", async () => {
    const zone = page.getByRole("group", { name: "Time zone" });
    await zone.getByRole("button", { name: "Local" }).click();
    await page.goto(`${story.now}/rollouts/${story.running.number}?tab=events&tz=utc`);
    await expect(zone.getByRole("button", { name: "UTC" })).toHaveAttribute("aria-pressed", "true");
    const time = page.getByRole("main").locator("time").first();
    const at = (await time.getAttribute("datetime")) ?? "";
    await expect(time).toContainText(clockOf(at, 0));
    await zone.getByRole("button", { name: "Local" }).click();
    await expect(time).toContainText(clockOf(at, 5.75 * 3_600_000));
    await expect(page).toHaveURL(/tab=events$/);
  });

  await test.step("the other zone is one look away: on hover and on focus, until Esc, and it can be read at leisure", async () => {
    const time = page.getByRole("main").locator("time").first();
    const tip = page.getByRole("tooltip");
    await time.hover();
    await expect(tip).toContainText("UTC+05:45");
    await tip.hover();
    await expect(tip).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(tip).toHaveCount(0);
    await page.mouse.move(0, 0);
    await time.focus();
    await expect(tip).toContainText((await time.getAttribute("datetime")) ?? "none");
    await page.keyboard.press("Escape");
    await expect(tip).toHaveCount(0);
  });
  await context.close();
});

function clockOf(at: string, offset: number): string {
  return new Date(Date.parse(at) + offset).toISOString().slice(11, 16);
}

test("what is copied is exactly what it says, and copying is told", async ({ page, context, still }) => {
  const story = await tellStory(still);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await still.db.prisma.hostDeploy.updateMany({
    where: { rolloutId: story.running.id, host: { name: "web-3" } },
    data: {
      state: "failed",
      startedAt: new Date(),
      endedAt: new Date(),
      step: "restart",
      exitCode: 1,
      lastErrorLine: "address in use",
    },
  });
  const copied = async (name: string, expected: string) => {
    await page.getByRole("button", { name, exact: true }).first().click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(expected);
    await expect(page.locator("#announce-polite")).toContainText("Copied");
  };
  await page.goto(story.now);
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  await copied(`Copy sha ${testSha(8).slice(0, 7)}`, testSha(8));
  await page.goto(`${story.now}/rollouts/${story.running.number}?tab=hosts`);
  await copied("Copy the error of web-3", "web-3: step restart, exit 1: address in use");
  await page.getByRole("button", { name: "Table" }).click();
  await copied("Copy link", `${story.now}/rollouts/${story.running.number}?tab=hosts&view=table`);
  await page.getByRole("button", { name: /^Abort/ }).click();
  await expect(async () => {
    const ladder = page.getByRole("list", { name: "Progress of the abort" });
    if (!(await ladder.isVisible())) await page.getByRole("button", { name: "Abort now" }).click({ timeout: 500 });
    await expect(ladder).toBeVisible({ timeout: 1000 });
  }).toPass();
  await copied("Copy the command", `sauron abort ${story.running.number} --project ${story.slug}`);

  await test.step("also where the browser keeps its clipboard to itself; or it is told that it cannot be", async () => {
    const plain = await context.newPage();
    await plain.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await plain.goto(story.now);
    await expect(plain.getByRole("button", { name: /^Live/ })).toBeVisible();
    const copy = plain.getByRole("button", { name: `Copy sha ${testSha(8).slice(0, 7)}` }).first();
    await copy.click();
    await expect(plain.locator("#announce-polite")).toContainText("Copied sha");
    await expect(copy).toBeFocused();
    await plain.evaluate(() => Object.assign(document, { execCommand: () => false }));
    await copy.click();
    await expect(plain.locator("#announce-polite")).toContainText("Could not copy sha");
    await page.bringToFront();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(testSha(8));
  });
});

test("Next says what the server has decided, in every case", async ({ page, still }) => {
  const story = await tellStory(still);
  const { id: projectId, slug } = story.project;
  const { prisma } = still.db;
  const commits = (data: object, from = 7) =>
    prisma.commit.updateMany({ where: { projectId, position: { gte: from } }, data });
  const tests = (status: string) =>
    prisma.testRun.updateMany({ where: { projectId, sha: { in: [7, 8, 9].map(testSha) } }, data: { status } });
  const mode = (to: AutomationMode) => setMode(story.ctx, { projectId, mode: to, reason: "to see" });
  const freeze = (seconds: number) =>
    prisma.freeze.create({
      data: { projectId, reason: "The launch", by: "ana", expiresAt: new Date(Date.now() + seconds * 1000) },
    });
  const cases: [what: string, change: () => Promise<unknown>, says: RegExp][] = [
    ["a rollout is in the way", async () => {}, /when #3 is done/],
    ["nothing is", () => endRunning(story), /, now/],
    ["frozen", () => freeze(3600), /but frozen until/],
    [
      "the freeze is over",
      () => prisma.freeze.updateMany({ where: { projectId }, data: { liftedAt: new Date() } }),
      /, now/,
    ],
    ["only suggested", () => mode("suggest"), /^Suggested:/],
    ["asked first", () => mode("confirm"), /A person says yes/],
    ["watched", () => mode("supervised"), /./],
    ["by itself", () => mode("unattended"), /, now/],
    ["tests run", () => tests("running"), /./],
    ["tests failed", () => tests("failed"), /./],
    ["tests passed", () => tests("passed"), /, now/],
    ["locked", () => commits({ lockReason: "Not yet", lockBy: "ana", lockedAt: new Date() }), /./],
    ["unlocked", () => commits({ lockReason: null, lockBy: null, lockedAt: null }), /, now/],
    ["everything bad", () => commits({ badReason: "It broke", badBy: "ana", badAt: new Date() }), /./],
    ["nothing waits", () => commits({ badReason: null, badBy: null, badAt: null, orphaned: true }), /./],
  ];
  await page.goto(story.now);
  const next = page.getByRole("region", { name: "Next" });
  let standstills = 0;
  for (const [what, change, says] of cases) {
    await test.step(what, async () => {
      await change();
      await story.tell();
      await expect(async () => {
        const view: NowView = await (await page.request.get(`${still.url}/api/v1/projects/${slug}`)).json();
        const { text } = describeNext(view);
        expect(text).toMatch(says);
        if (text.startsWith("Will not proceed by itself")) standstills++;
        const words = (await next.locator("p").first().textContent()) ?? "";
        expect(plain(words)).toContain(plain(text));
      }).toPass({ timeout: 60_000 });
    });
  }
  expect(standstills).toBeGreaterThan(0);
});

/** Times in a sentence are shown in the reader's zone, and white space does not count. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

test("a back-test on the page tells what the API does", async ({ page, still }) => {
  const project = await createTestProject(still.db, "tested", { hosts: 3, commits: 2 });
  const { prisma } = still.db;
  await addJudgedCanary(prisma, project, { codes: { 200: 1000, 500: 2 }, verdict: "pass", state: "succeeded" });
  await addJudgedCanary(prisma, project, { codes: { 200: 1000, 500: 40 }, verdict: "fail", state: "failed" });
  await page.goto(`${still.url}/p/tested/settings/thresholds`);
  await page.getByLabel("Rules to try").fill("5xx < 0.1");
  const asked = page.waitForResponse(/\/rehearsals$/);
  await page.getByRole("button", { name: "Back-test" }).click();
  const { canaries, changed } = (await (await asked).json()) as Rehearsal;
  expect([canaries.length, changed]).toEqual([2, 1]);
  await expect(page.getByText("Back-test, last 2 canaries: 1 verdict changes.")).toBeVisible();
  const words = { pass: "passed", fail: "failed", inconclusive: "no verdict" };
  for (const { rollout, stage, before, now, changes, why } of canaries) {
    const row = page.getByRole("listitem").filter({ hasText: `#${rollout} ${stage}` });
    await expect(row).toHaveCount(changes ? 1 : 0);
    if (changes) await expect(row).toContainText(`: ${words[before]} → ${words[now]}. ${why}`);
  }
});

test("a freeze ends by itself on a page that nobody touches", async ({ page, still }) => {
  const story = await tellStory(still);
  const expiresIn = (seconds: number) => ({ expiresAt: new Date(Date.now() + seconds * 1000) });
  const { id } = await still.db.prisma.freeze.create({
    data: { projectId: story.project.id, reason: "The launch", by: "ana", ...expiresIn(3600) },
  });
  await page.goto(story.now);
  const frozen = page.getByRole("status").filter({ hasText: "Frozen until" });
  await expect(frozen).toContainText("The launch");
  // As if it had been given so long: nobody is told.
  await still.db.prisma.freeze.update({ where: { id }, data: expiresIn(1) });
  await expect(frozen).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Automation: / })).not.toContainText("Frozen");
});

test("a page brings few styles, no fonts and no pictures, and charts only where they are shown", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  const load = async (path: string) => {
    const answers: Promise<[kind: string, body: Buffer]>[] = [];
    const note = (answer: Response) => {
      const kind = answer.request().resourceType();
      if (["stylesheet", "script", "font", "image"].includes(kind))
        answers.push(answer.body().then((body) => [kind, body]));
    };
    page.on("response", note);
    await page.goto(story.now + path);
    await expect(page.locator("[data-live=live]")).toBeAttached();
    if (path !== "") await expect(page.getByRole("tabpanel")).toContainText(/canary/i);
    const bodies = await Promise.all(answers);
    page.off("response", note);
    return (kind: string) => bodies.filter(([each]) => each === kind).map(([, body]) => body);
  };
  const now = await load("");
  const canary = await load(`/rollouts/${story.running.number}?tab=canary`);
  for (const kind of ["font", "image"]) expect([...now(kind), ...canary(kind)]).toEqual([]);
  const styles = now("stylesheet").reduce((sum, body) => sum + gzipSync(body).length, 0);
  expect(styles).toBeGreaterThan(0);
  expect(styles).toBeLessThanOrEqual(20 * 1024);
  const hasCharts = (scripts: Buffer[]) => scripts.some((script) => script.includes("Numbers of "));
  expect([hasCharts(canary("script")), hasCharts(now("script"))]).toEqual([true, false]);
});
