import { confirmDialog } from "../confirm-dialog";
import { expect, test } from "../demo-fixture";
import { keepScreenshot } from "../keep-screenshot";
import { ask, letRolloutsStart, readNow } from "../project-api";

test("the oncall finds out what was deployed when an error began, and which commit to suspect", async ({
  page,
  calmDemo,
}) => {
  await letRolloutsStart(calmDemo);
  const newest = async () => (await readNow(calmDemo)).did[0];
  const before = (await newest())?.number ?? 0;
  calmDemo.land("normal");
  await expect
    .poll(async () => ((await newest())?.number ?? 0) > before && (await readNow(calmDemo)).doing === null, {
      timeout: 3 * 60_000,
    })
    .toBe(true);
  const rollout = await newest();
  if (!rollout?.endedAt) throw new Error("no rollout has ended");
  const short = rollout.toRevision.slice(0, 7);
  await page.goto(calmDemo.now);

  await test.step("the tab History lists every rollout, and finds one by its commit", async () => {
    await page.getByRole("link", { name: "History", exact: true }).click();
    await expect(page.getByRole("row", { name: new RegExp(`#${rollout.number} Done`) })).toContainText("6 of 6");
    await page.getByRole("searchbox", { name: "Find" }).fill(rollout.toRevision);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`q=${rollout.toRevision}`));
    await expect(page.locator("tbody tr")).toHaveCount(1);
    const file = await page.request.get(
      `${calmDemo.url}${await page.getByRole("link", { name: "CSV" }).getAttribute("href")}`,
    );
    expect((await file.text()).split("\r\n")).toHaveLength(3);
  });

  await test.step("a time gives what every host ran then; before the first record the page says so", async () => {
    await page.getByRole("textbox", { name: "Time" }).fill("2020-01-01");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/^Nothing is recorded before/)).toBeVisible();
    await page.getByRole("textbox", { name: "Time" }).fill(rollout.endedAt ?? "");
    await page.keyboard.press("Enter");
    await expect(page.getByText(`6 hosts ran ${short} (#${rollout.number}).`)).toBeVisible();
    await keepScreenshot(page, "history");
  });

  await test.step("from there one click leads to the commits that fit an error of that time, with the reasons", async () => {
    await page.getByRole("link", { name: "Which commit broke it?" }).click();
    const suspect = page.getByRole("listitem").filter({ hasText: short }).filter({ hasText: "of 100" });
    await expect(suspect).toContainText("It reached the first host");
    await page.getByRole("textbox", { name: "Seen on these hosts" }).fill("nowhere");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "never had a host nowhere" })).toBeVisible();
    await page.goBack();
    await expect(suspect.getByRole("link", { name: "Roll back…" })).toBeVisible();
    await keepScreenshot(page, "suspects");
  });

  await test.step("what she says about it shows there", async () => {
    const suspect = page.getByRole("listitem").filter({ hasText: short }).filter({ hasText: "of 100" });
    await suspect.getByRole("button", { name: /^Mark as bad/ }).click();
    await confirmDialog(page, { button: "Mark as bad", reason: "It broke the front page" });
    await expect(suspect).toContainText("marked bad: It broke the front page", { timeout: 20_000 });
    const path = `/commits/${rollout.toRevision}/mark?project=web`;
    await ask(calmDemo, path, { mark: "none", reason: "The journey is over" });
  });
});
