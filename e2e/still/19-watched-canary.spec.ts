import type { Page } from "@playwright/test";
import { notifyChange } from "@/lib/db/notify";
import { advanceRollout } from "@/lib/services/rollouts/advance-rollout";
import { createFleetStory } from "@/lib/testing/fleet-story";
import { startTestRollout, testSha } from "@/lib/testing/project";
import { pressUntilClosed } from "../confirm-dialog";
import { expectAccessible } from "../expect-accessible";
import { keepScreenshot } from "../keep-screenshot";
import { enter, expect, type StillConsole, test } from "../still-fixture";

const minute = 60_000;
const bake = { analysis: true, warmup: 0, for: 300, extendTo: 900, poll: 10 };

/** A rollout that watches one host of six for another half hour, and the address of its Canary tab. */
async function watchCanary({ db, url }: StillConsole) {
  const stages = [
    { name: "canary", hosts: { count: 1 }, concurrency: 1, bake },
    { name: "fleet", hosts: "rest" as const, concurrency: 4 },
  ];
  const story = await createFleetStory(db, { hosts: 6, commits: 4, policy: { stages } });
  const { id: projectId, slug } = story.project;
  await story.rollOut(testSha(2));
  const hosts = await db.prisma.host.findMany({ where: { projectId }, orderBy: { place: "asc" } });
  const [first, ...rest] = hosts.map(({ id }) => id);
  const { id, number } = await startTestRollout(db.prisma, story.project, {
    stages: [
      { name: "canary", hostIds: [first ?? 0] },
      { name: "fleet", hostIds: rest },
    ],
    fromRevision: testSha(2),
    toRevision: testSha(4),
    commitCount: 2,
  });
  await db.prisma.rollout.update({ where: { id }, data: { state: "baking", startedAt: new Date() } });
  await story.settle(id, { "web-1": "succeeded" });
  const end = new Date(Date.now() + 30 * minute);
  const times = { startedAt: new Date(), deployedAt: new Date(), bakeUntil: end, sampledAt: new Date() };
  await db.prisma.stage.updateMany({ where: { rolloutId: id, index: 0 }, data: times });
  return {
    number,
    page: `${url}/p/${slug}/rollouts/${number}`,
    end: end.getTime(),
    readEnd: async () =>
      (await db.prisma.stage.findFirstOrThrow({ where: { rolloutId: id, index: 0 } })).bakeUntil?.getTime(),
    /** What a worker would do now. */
    async work() {
      await advanceRollout(story.ctx, id);
      await notifyChange(db.prisma, { project: projectId, rollout: id });
    },
    /** The judge has made up its mind. */
    fail: () =>
      db.prisma.stage.updateMany({
        where: { rolloutId: id, index: 0 },
        data: {
          verdict: {
            ...{ verdict: "fail", reason: "evidence", why: "Failed at 40 s: 5xx 9 %.", at: new Date().toISOString() },
            ...{ metrics: [], endpoints: [], minRequests: 600, look: 4, evidence: null },
          },
        },
      }),
  };
}

/** The open dialog as it looks by day and by night, on a desk and in a hand. */
async function keepLooks(page: Page, name: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await keepScreenshot(page, `${name}-${width}-${colorScheme}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
}

test("a canary that is being watched is watched longer, by a length that is chosen", async ({ page, still }) => {
  const canary = await watchCanary(still);
  await page.goto(`${canary.page}?tab=canary`);
  await expect(page.locator("[data-live=live]")).toBeAttached();
  const extend = page.getByRole("button", { name: "Extend…" });
  await expect(extend).toBeVisible();
  await expectAccessible(page, "a canary that is being watched");
  await keepLooks(page, "watched-canary");
  await extend.click();
  const dialog = page.getByRole("alertdialog", { name: "Watch canary longer?" });
  await expect(dialog.getByRole("button", { name: "Leave it" })).toBeFocused();
  await expect(dialog).toHaveAccessibleDescription(
    /It is watched until .* instead of .*, 5 min longer\. No host changes/,
  );
  await dialog.getByRole("button", { name: "10 min", exact: true }).click();
  await expect(dialog).toHaveAccessibleDescription(/10 min longer/);
  await expectAccessible(page, "asking for how much longer");
  await keepLooks(page, "extend-canary");
  await pressUntilClosed(dialog, () =>
    dialog.getByRole("button", { name: "Extend by 10 min", exact: true }).click({ timeout: 500 }),
  );
  await expect(extend).toBeFocused();
  expect(await canary.readEnd()).toBe(canary.end + 10 * minute);
  await page.goto(`${canary.page}?tab=events`);
  const main = page.getByRole("main");
  await expect(main).toContainText("Watched longer, before its end");
  await expect(main).toContainText(/canary is watched until .* UTC at least\./);
});

test("a viewer stops a canary early: it fails at once, in the viewer's name; to extend it is not for viewers", async ({
  browser,
  still,
}) => {
  const canary = await watchCanary(still);
  const context = await browser.newContext();
  await enter(context, still, "viewer");
  const page = await context.newPage();
  await page.goto(`${canary.page}?tab=canary`);
  await expect(page.locator("[data-live=live]")).toBeAttached();
  const extend = page.getByRole("button", { name: "Extend…" });
  await expect(extend).toHaveAttribute("aria-disabled", "true");
  await expect(extend).toHaveAccessibleDescription(/operator/i);
  const stop = page.getByRole("button", { name: "Stop canary early…" });
  await stop.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: `Stop canary of rollout #${canary.number} early?` });
  await expect(dialog.getByRole("button", { name: "Keep watching" })).toBeFocused();
  await expect(dialog).toHaveAccessibleDescription(
    /judged failed now, in your name, .* 5 hosts will not start, 1 host keeps [0-9a-f]{7}\. The automation halts/,
  );
  await expectAccessible(page, "asking whether to stop a canary");
  await keepLooks(page, "stop-canary");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(stop).toBeFocused();

  await stop.click();
  await pressUntilClosed(dialog, () =>
    dialog.getByRole("button", { name: "Stop and fail", exact: true }).click({ timeout: 500 }),
  );
  await expect(stop).toBeHidden();
  await canary.work();
  await page.goto(canary.page);
  await expect(page.getByRole("heading", { level: 2, name: "Failed" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Canary was stopped early and judged failed by viewer.");
  await context.close();
});

test("whoever still thinks about it when the judge has decided is told so, and asked nothing more", async ({
  page,
  still,
}) => {
  const canary = await watchCanary(still);
  await page.goto(`${canary.page}?tab=canary`);
  await expect(page.locator("[data-live=live]")).toBeAttached();
  await page.getByRole("button", { name: "Stop canary early…" }).click();
  await expect(page.getByRole("alertdialog", { name: /early\?/ })).toBeVisible();
  await canary.fail();
  await canary.work();
  const told = page.getByRole("alertdialog", { name: "canary is not being watched any more" });
  await expect(told).toHaveAccessibleDescription("Failed at 40 s: 5xx 9 %.");
  await expectAccessible(page, "told that the watch is over");
  await told.getByRole("button", { name: "Close" }).click();
  await expect(told).toBeHidden();
  await expect(page.getByRole("button", { name: "Stop canary early…" })).toBeHidden();
});
