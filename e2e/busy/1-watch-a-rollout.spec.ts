import { expect, test } from "../demo-fixture";

test("an engineer watches a commit from landing to live", async ({ page, demo }) => {
  await page.goto(demo.now);

  await test.step("Now shows what is being done, with its stages and an Abort", async () => {
    await expect(page.getByRole("button", { name: /^Abort/ })).toBeVisible({ timeout: 120_000 });
    await expect(page.getByRole("list", { name: "Stages" })).toContainText("canary");
  });

  const rolloutLink = page.getByRole("link", { name: /^#\d+$/ }).first();
  const number = (await rolloutLink.textContent())?.slice(1);
  await rolloutLink.click();
  await expect(page).toHaveURL(new RegExp(`/rollouts/${number}`));

  await test.step("the log shows what the machines say, while it happens", async () => {
    await page.getByRole("tab", { name: "Log" }).click();
    const log = page.getByRole("log", { name: "Rollout log" });
    await expect(log).toContainText("healthy on port", { timeout: 120_000 });
  });

  await test.step("the canary is judged with its numbers", async () => {
    await page.getByRole("tab", { name: "Canary" }).click();
    await expect(page.getByRole("tabpanel")).toContainText(/Passed/, { timeout: 120_000 });
    await expect(page.getByRole("table").first()).toContainText("5xx");
  });

  await test.step("every host ends on the new revision, without a reload", async () => {
    await page.getByRole("tab", { name: "Overview" }).click();
    await expect(page.getByRole("heading", { level: 2, name: /Done/ })).toBeVisible({ timeout: 120_000 });
  });

  await test.step("Now counts it as done", async () => {
    await page.goto(demo.now);
    await expect(page.getByRole("link", { name: `#${number}`, exact: true })).toBeVisible();
  });
});

test("the machines run what the page says", async ({ demo, request }) => {
  const now = await (await request.get(`${demo.url}/api/v1/projects/web`)).json();
  const succeeded = now.did.find((rollout: { state: string }) => rollout.state === "succeeded");
  expect(succeeded.hosts).toMatchObject({ total: 6, succeeded: 6, failed: 0 });
  expect(now.fleet.reduce((sum: number, entry: { hosts: number }) => sum + entry.hosts, 0)).toBe(6);
});
