import type { Page } from "@playwright/test";
import { addJudgedCanary } from "@/lib/testing/judged-canary";
import { createTestProject, testSha } from "@/lib/testing/project";
import { expect, test } from "../still-fixture";
import { tellStory } from "../still-story";

test("on every page of a new project a sentence says what is not there yet", async ({ page, still }) => {
  await createTestProject(still.db, "unborn", { hosts: 2 });
  const now = new Date().toISOString();
  const pages: [path: string, ...sentences: (string | RegExp)[]][] = [
    [
      "",
      "A worker reads it in a moment.",
      /^No commit waits\. A commit that lands on main/,
      "No rollout has ended yet.",
    ],
    ["/approve", "No commit waits: everything that landed is live or on its way."],
    ["/rollback", "No rollout has left anything on the fleet: nothing to roll back."],
    ["/decisions", "Nothing has been decided yet."],
    ["/history", "Nothing has been rolled out yet."],
    ["/history?status=failed", "No rollout matches the filter."],
    ["/history?at=2020-01-01", /^Nothing is recorded before/],
    [`/history?at=${now}`, "Nobody could tell what they ran.", "No rollout was under way."],
    [`/history/suspects?since=${now}`, /^No commit reached a host in the 24 h before/],
    [
      "/insights",
      "No rollout has ended in these 30 days.",
      /^No commit has gone live/,
      /^No rollout that carried commits/,
      /^No canary was judged/,
      /^No rollout got past its canary/,
      /^No failure became known/,
    ],
    ["/settings/sources", /^No sender is set up\./],
    ["/settings/deliveries", /^Nothing was delivered in the last 14 days\./],
    ["/settings/deliveries?state=failed", /^Nothing matches the filter\./],
    ["/settings/project", /^None is named: every test that reports must have passed/, "It is the first version."],
    ["/settings/hosts", "2 in the version in force", "Not yet tried by a rollout"],
    ["/settings/tokens", "There is no token yet."],
    ["/settings/thresholds", /^How often these limits would stop a good canary is not known/],
    ["/settings/audit?outcome=refused&actor=nobody", /^Nothing matches the filter\./],
  ];
  for (const [path, ...sentences] of pages) {
    await test.step(path, async () => {
      await page.goto(`${still.url}/p/unborn${path}`);
      for (const sentence of sentences) {
        await expect(page.getByRole("main").getByText(sentence).first()).toBeVisible();
      }
    });
  }
  await page.goto(`${still.url}/p/unborn/settings/thresholds`);
  await page.getByRole("button", { name: "Back-test" }).click();
  await expect(page.getByText("No canary has been judged yet.")).toBeVisible();
});

test("what is not there is told as such, and inside a project its bar stays", async ({ page, still }) => {
  await createTestProject(still.db, "found");
  const told = page.getByRole("heading", { level: 1, name: "There is nothing at this address" });
  const missing = [
    "/nowhere",
    "/rollouts/99",
    "/rollouts/abc",
    `/commits/${testSha(9)}`,
    `/commits/${testSha(9)}/tests/9`,
    "/settings/nowhere",
    "/settings/deliveries/99",
    "/settings/project?revision=99",
  ];
  for (const path of missing) {
    await test.step(path, async () => {
      expect((await page.goto(`${still.url}/p/found${path}`))?.status()).toBe(404);
      await expect(told).toBeVisible();
      await expect(page.getByRole("navigation", { name: "Pages of found" }).getByRole("link")).toHaveCount(4);
    });
  }
  expect((await page.goto(`${still.url}/p/nowhere`))?.status()).toBe(404);
  await expect(told).toBeVisible();
  await page.getByRole("link", { name: "All projects" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
});

/** An address of what a page reads later, as a pattern of the browser's requests. */
type Later = { path: string; reads: RegExp };

const words = "The database does not answer.";

/** Has the API refuse to tell something, as it does when it cannot. */
async function breakDown(page: Page, reads: RegExp): Promise<void> {
  const json = { error: { code: "internal", message: words } };
  await page.route(reads, (route) => route.fulfill({ status: 500, json }));
}

/** The page says what failed, and all is well again once it was asked to try again. */
async function expectRecovery(page: Page, reads: RegExp, keeps: string | RegExp | null): Promise<void> {
  const alert = page.getByRole("alert").filter({ hasText: words });
  await expect(alert).toBeVisible();
  if (keeps !== null) await expect(page.getByRole("main").getByText(keeps).first()).toBeVisible();
  await page.unroute(reads);
  await alert.getByRole("button", { name: /^(Retry|Try again)$/ }).click();
  await expect(alert).toHaveCount(0);
}

test("a page that cannot read more keeps what it has, says so, and tries again when asked", async ({
  browser,
  page,
  still,
}) => {
  const story = await tellStory(still);
  const project = `/p/${story.slug}`;
  const pages: (Later & { keeps: string | RegExp })[] = [
    { path: `${project}/settings/sources`, reads: /\/api\/v1\/.*\/sources$/, keeps: /^No sender is set up/ },
    { path: `${project}/settings/tokens`, reads: /\/api\/v1\/.*\/tokens$/, keeps: "There is no token yet." },
    { path: `${project}/settings/deliveries`, reads: /\/api\/v1\/deliveries\?/, keeps: /^Nothing was delivered/ },
    { path: `${project}/settings/people`, reads: /\/api\/v1\/people$/, keeps: "viewer@example.org" },
    { path: "/you", reads: /\/api\/v1\/sessions$/, keeps: "this one" },
    { path: `${project}/history`, reads: /\/api\/v1\/rollouts\?/, keeps: "6 of 6" },
    { path: `${project}/commits/${testSha(7)}`, reads: /\/api\/v1\/commits\//, keeps: "Landed" },
  ];
  for (const { path, reads, keeps } of pages) {
    await test.step(path, async () => {
      await breakDown(page, reads);
      await page.goto(still.url + path);
      await expectRecovery(page, reads, keeps);
    });
  }

  await test.step("insights in a zone that the server did not know yet", async () => {
    const far = await browser.newContext({
      timezoneId: "Asia/Kathmandu",
      storageState: await page.context().storageState(),
    });
    const away = await far.newPage();
    await far.clearCookies({ name: /zone/i });
    const reads = /\/api\/v1\/.*\/insights\?/;
    await breakDown(away, reads);
    await away.goto(`${story.now}/insights?days=7`);
    await expectRecovery(away, reads, /^2 rollouts ended|Days of UTC/);
    await expect(away.getByText("Days of Asia/Kat")).toBeVisible();
    await far.close();
  });

  await test.step("all projects", async () => {
    await breakDown(page, /\/api\/v1\/projects$/);
    await page.goto(still.url);
    await expect(page.getByRole("status").filter({ hasText: "Sauron does not answer." })).toBeVisible();
    await expect(page.getByRole("link", { name: story.slug, exact: true })).toBeVisible();
    await page.unroute(/\/api\/v1\/projects$/);
    await expect(page.getByRole("status").filter({ hasText: "Sauron does not answer." })).toHaveCount(0);
  });
});

test("a page that has nothing yet says why, and tries again when asked", async ({ page, still }) => {
  const story = await tellStory(still);
  const since = encodeURIComponent(new Date().toISOString());
  const pages: Later[] = [
    { path: "/decisions", reads: /\/decisions\?/ },
    { path: "/approve", reads: /\/preview(\?|$)/ },
    { path: "/rollback", reads: /\/rollback-preview\?/ },
    { path: `/history?at=${since}`, reads: /\/at\?/ },
    { path: `/history/suspects?since=${since}`, reads: /\/suspects\?since=.*/ },
  ];
  for (const { path, reads } of pages) {
    await test.step(path, async () => {
      const api = new RegExp(`/api/v1/.*${reads.source}`);
      await breakDown(page, api);
      await page.goto(story.now + path);
      await expectRecovery(page, api, null);
      await expect(page.getByText(/^(Reading|Following) .*…$/)).toHaveCount(0);
    });
  }
});

test("an answer that does not come is not waited for without end", async ({ page, still }) => {
  const story = await tellStory(still);
  const pages = [
    { path: "/decisions", reads: "Reading the decisions…" },
    { path: "/rollback", reads: "Reading where it can go…" },
    { path: `/history?at=${encodeURIComponent(new Date().toISOString())}`, reads: "Reading what ran then…" },
  ];
  // Nobody answers on this way; all pages wait at the same time.
  await page.context().route(/\/api\/v1\/.*\/(decisions|rollback-preview|at)\?/, () => {});
  const opened = await Promise.all(
    pages.map(async ({ path, reads }) => {
      const each = await page.context().newPage();
      await each.goto(story.now + path);
      await expect(each.getByText(reads)).toBeVisible();
      return { each, reads };
    }),
  );
  for (const { each, reads } of opened) {
    const alert = each.getByRole("alert").filter({ hasText: "Sauron did not answer within 10 s." });
    await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
    await expect(each.getByText(reads)).toHaveCount(0);
    await each.close();
  }
});

test("the charts of a canary that cannot be read leave its numbers", async ({ page, still }) => {
  const project = await createTestProject(still.db, "drawn", { hosts: 3, commits: 2 });
  const canary = { codes: { 200: 1000, 500: 2 }, verdict: "pass", state: "succeeded" } as const;
  const { rollout, stageId } = await addJudgedCanary(still.db.prisma, project, canary);
  const { verdict } = await still.db.prisma.stage.findUniqueOrThrow({ where: { id: stageId } });
  const metric = { metric: "5xx", limit: "< 0.5 %", canary: { n: 1002, bad: 2 }, control: null, verdict: "pass" };
  await still.db.prisma.stage.update({
    where: { id: stageId },
    data: { verdict: { ...(verdict as object), metrics: [metric] } },
  });
  const reads = /\/canary-series\?/;
  await breakDown(page, reads);
  await page.goto(`${still.url}/p/drawn/rollouts/${rollout.number}?tab=canary`);
  await expectRecovery(page, reads, "It was judged.");
});

test("a page of a project that the server cannot make says so, and comes when it can", async ({ page, still }) => {
  const story = await tellStory(still);
  const { prisma } = still.db;
  await prisma.$executeRawUnsafe('ALTER TABLE "AuditEntry" RENAME TO "AuditEntryAway"');
  try {
    await page.goto(`${story.now}/settings/audit`);
    await expect(page.getByRole("heading", { level: 1, name: "This page could not be read" })).toBeVisible();
  } finally {
    await prisma.$executeRawUnsafe('ALTER TABLE "AuditEntryAway" RENAME TO "AuditEntry"');
  }
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Audit$/ })).toBeVisible();
});
