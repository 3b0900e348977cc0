import { spawnSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { type DemoProject, expect, test } from "../demo-fixture";
import { keepScreenshot } from "../keep-screenshot";
import { ask, letRolloutsStart, readNow } from "../project-api";

test("an engineer finds out with a few keys why a commit waits", async ({ page, calmDemo }) => {
  await letRolloutsStart(calmDemo);
  await ask(calmDemo, "/projects/web/freezes", { reason: "Nothing moves for this journey", seconds: 3600 });
  calmDemo.land("normal");
  const first = async () => (await readNow(calmDemo)).queue[0] ?? null;
  await expect.poll(async () => (await first())?.testStatus, { timeout: 60_000 }).toBe("passed");
  const commit = await first();
  if (!commit) throw new Error("the commit that landed does not wait");

  await test.step("signs in, and the page marks what is hers", async () => {
    await signInAsNewPerson(page, calmDemo, commit.author);
    await page.goto(calmDemo.now);
    // From then on the page hears keys.
    await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
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

/** An admin at the machine adds her; then she signs in with the password she was given. */
async function signInAsNewPerson(page: Page, demo: DemoProject, name: string): Promise<void> {
  const email = "engineer@example.org";
  const password = "a password for one journey";
  const words = ["bin/sauron.mjs", "user", "add", email, "--name", name, "--role", "operator"];
  const env = { ...process.env, SAURON_DATA_DIR: demo.data };
  const added = spawnSync(process.execPath, words, { input: `${password}\n`, env, encoding: "utf8" });
  expect(added.stderr).toBe("");
  await page.context().clearCookies();
  await page.goto(`${demo.url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`${demo.url}/`);
}
