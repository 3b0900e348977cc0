import { expect, test } from "./demo-fixture";
import { keepScreenshot } from "./keep-screenshot";
import { ask, readNow } from "./project-api";

test("an engineer finds out with a few keys why a commit waits", async ({ page, calmDemo }) => {
  await ask(calmDemo, "/projects/web/freezes", { reason: "Nothing moves for this journey", seconds: 3600 });
  calmDemo.land("normal");
  const first = async () => (await readNow(calmDemo)).queue[0] ?? null;
  await expect.poll(async () => (await first())?.testStatus, { timeout: 60_000 }).toBe("passed");
  const commit = await first();
  if (!commit) throw new Error("the commit that landed does not wait");
  await page.goto(calmDemo.now);

  await test.step("says who she is, so that the page marks what is hers", async () => {
    await page.getByRole("textbox", { name: "You are:" }).fill(commit.author);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("listitem").filter({ hasText: commit.title })).toContainText("mine");
  });

  await test.step("two keys lead from Now to the page of the commit", async () => {
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/commits/${commit.sha}$`));
  });

  await test.step("it says where the commit is, what keeps it, and when it goes on", async () => {
    const journey = page.getByRole("region", { name: "Where is it" });
    await expect(journey.getByRole("listitem").filter({ hasText: "Landed" })).toBeVisible();
    await expect(journey.locator('[aria-current="step"]')).toContainText("Waiting");
    await expect(journey).toContainText("but frozen until");
    await expect(journey.getByRole("button", { name: /^Lift the freeze/ })).toBeVisible();
    await expect(page.getByRole("region", { name: "Tests" })).toContainText("Passed");
    await keepScreenshot(page, "commit");
  });

  await test.step("a lock of hers is told on Now, with the reason, and can be taken back", async () => {
    await ask(calmDemo, `/commits/${commit.sha}/lock?project=web`, { locked: true, reason: "Waits for the talk" });
    await page.goto(calmDemo.now);
    await expect(page.getByRole("listitem").filter({ hasText: commit.title })).toContainText(
      "Locked by colleague: Waits for the talk",
    );
    await ask(calmDemo, `/commits/${commit.sha}/lock?project=web`, { locked: false, reason: "The talk is over" });
    await ask(calmDemo, "/projects/web/freezes/lift", { reason: "The journey is over" });
  });

  await test.step("once it is live, its page says so", async () => {
    await page.goto(`${calmDemo.now}/commits/${commit.sha}`);
    await expect(page.getByRole("main")).toContainText("6 of 6 hosts run it", { timeout: 3 * 60_000 });
  });
});
