import type { Page } from "@playwright/test";
import { type CalmDemo, expect, test } from "../demo-fixture";
import { keepScreenshot } from "../keep-screenshot";
import { ask, readNow } from "../project-api";

/** More than one rollout takes along. */
const backlog = 4;

test("an operator reviews a backlog, reviews it again when more lands, and approves exactly that", async ({
  page,
  calmDemo,
}) => {
  await landBacklog(calmDemo);

  await test.step("the page tells what would go, what would not, and why a person is asked", async () => {
    await page.goto(`${calmDemo.now}/approve`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(`Approve a backlog of ${backlog}`);
    await expect(page.getByRole("main")).toContainText(
      "The automation would not do this now, because 4 commits are more",
    );
    await expect(page).toHaveURL(/\/approve\?to=[0-9a-f]{40}$/);
    await expect(page).toHaveTitle(`◆ Approve ${backlog} web`);
    await keepScreenshot(page, "approve");
  });

  const approve = page.getByRole("button", { name: /^Approve \d+ commits/ });
  await test.step("a reason is needed", async () => {
    await expect(approve).toHaveAttribute("aria-disabled", "true");
    await page.getByRole("textbox", { name: "Reason" }).fill("All of it was tried on a test machine");
    await expect(approve).toHaveAttribute("aria-disabled", "false");
  });

  await test.step("another commit lands: what was reviewed cannot be approved any more", async () => {
    calmDemo.land("normal");
    await expect(page.getByRole("main").getByRole("alert")).toContainText("landed since");
    await expect(approve).toHaveAttribute("aria-disabled", "true");
    await expect(approve).toHaveText(`Approve ${backlog} commits`);
  });

  await test.step("a new review takes the reason along", async () => {
    await page.getByRole("button", { name: "Review again" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toBeHidden();
    await expect(page.getByRole("textbox", { name: "Reason" })).toHaveValue("All of it was tried on a test machine");
  });

  await test.step("approved, it goes to every host, and the record names who, when and why", async () => {
    await answerOnceRangeIsGone(page);
    const upTo = await page.getByRole("combobox", { name: "Up to" }).inputValue();
    await expect(async () => {
      if (/\/approve/.test(page.url())) await approve.click({ timeout: 500 });
      await expect(page).toHaveURL(/\/rollouts\/\d+$/, { timeout: 3000 });
    }).toPass();
    await expect(page.getByRole("main")).toContainText("All of it was tried on a test machine");
    await expect(page.getByRole("heading", { level: 2, name: /Done/ })).toBeVisible({ timeout: 3 * 60_000 });
    expect((await readNow(calmDemo)).did[0]).toMatchObject({ kind: "backlog", toRevision: upTo, state: "succeeded" });
  });
});

/** The answer to the approval comes after the page has been told that there is nothing left to approve. */
async function answerOnceRangeIsGone(page: Page): Promise<void> {
  const gone = page.waitForResponse((answer) => /\/preview/.test(answer.url()) && answer.status() >= 400);
  await page.route(/\/api\/v1\/rollouts\?/, async (route) => {
    const response = await route.fetch();
    await gone;
    await route.fulfill({ response });
  });
}

/** The automation only suggests, so that the commits pile up; every one has passed its tests. */
async function landBacklog(demo: CalmDemo): Promise<void> {
  await expect.poll(async () => (await readNow(demo)).live, { timeout: 2 * 60_000 }).not.toBeNull();
  await ask(demo, "/projects/web/mode", { mode: "suggest", reason: "A person starts the next ones" });
  for (let landed = 0; landed < backlog; landed++) demo.land("normal");
  const passed = async () => (await readNow(demo)).queue.filter((commit) => commit.testStatus === "passed").length;
  await expect.poll(passed, { timeout: 2 * 60_000 }).toBe(backlog);
}
