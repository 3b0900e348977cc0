import { expectAccessible } from "../expect-accessible";
import { expect, type StillConsole, test } from "../still-fixture";
import { tellStory } from "../still-story";

/** Everybody's session, as if it had last been used, and begun, so long ago. */
async function age({ db }: StillConsole, seen: string, left: string): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE "Session" SET "seenAt" = now() - ${seen}::interval, "expiresAt" = now() + ${left}::interval`;
}

test("a session that nobody uses says so before it ends, and goes on with one press", async ({ page, still }) => {
  const story = await tellStory(still);
  await page.goto(story.now);
  await expect(page.locator("[data-live=live]")).toBeAttached();
  await age(still, "11 hours 50 minutes", "5 days");
  // Asked again every minute, and as soon as somebody comes back to the page.
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  const notice = page.getByRole("status").filter({ hasText: "Your session ends at" });
  await expect(notice).toContainText("as nobody has used it", { timeout: 90_000 });
  await expectAccessible(page, "a session that is about to end");
  await notice.getByRole("button", { name: "Stay signed in" }).click();
  await expect(notice).toBeHidden();
  const sessions = await still.db.prisma.session.findMany({ orderBy: { seenAt: "desc" } });
  expect(Date.now() - (sessions[0]?.seenAt.getTime() ?? 0)).toBeLessThan(60_000);
});

test("one that no use puts off says that the page stays, and can be told to be quiet", async ({ page, still }) => {
  const story = await tellStory(still);
  await age(still, "0 seconds", "10 minutes");
  await page.goto(story.now);
  const notice = page.getByRole("status").filter({ hasText: "Your session ends at" });
  await expect(notice).toContainText("goes on once you have signed in again");
  await expect(notice.getByRole("button", { name: "Stay signed in" })).toHaveCount(0);
  await notice.getByRole("button", { name: "Close" }).click();
  await expect(notice).toBeHidden();
});
