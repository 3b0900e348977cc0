import type { PastView } from "@/lib/contracts/history-views";
import type { RolloutView } from "@/lib/contracts/views";
import { confirmDialog } from "../confirm-dialog";
import { type CalmDemo, expect, test } from "../demo-fixture";
import { keepScreenshot } from "../keep-screenshot";
import { ask, letRolloutsStart, read, readNow } from "../project-api";

test("a person aborts a rollout and rolls it back in one go, and later rolls back a finished one", async ({
  page,
  calmDemo,
}) => {
  const before = await becomeCalm(calmDemo);

  const aborted = await test.step("a rollout has reached its first host", async () => {
    calmDemo.land("normal");
    await expect
      .poll(async () => (await readNow(calmDemo)).doing?.hosts.succeeded ?? 0, { timeout: 3 * 60_000 })
      .toBeGreaterThan(0);
    return (await readNow(calmDemo)).doing?.number;
  });

  await test.step("it is aborted and rolled back with one button", async () => {
    await page.goto(calmDemo.now);
    await page.getByRole("button", { name: /^Abort/ }).click();
    const dialog = page.getByRole("alertdialog");
    const ladder = dialog.getByRole("list", { name: "Progress of the abort" });
    await expect(async () => {
      if (!(await ladder.isVisible())) {
        await dialog.getByRole("button", { name: /^Abort and roll back to #\d+/ }).click({ timeout: 500 });
      }
      await expect(ladder).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expect(dialog).toContainText("Its rollback has begun");
    await dialog.getByRole("button", { name: "Close" }).click();
  });

  await test.step("every host is back where it was, and what was taken back is locked", async () => {
    await expect.poll(() => describeFleet(calmDemo), { timeout: 60_000 }).toEqual([before]);
    await expect(page.getByRole("heading", { level: 2, name: /Stopped: needs you/ })).toBeVisible();
    await expect(page.getByRole("main")).toContainText(`#${aborted} is rolled back to ${before.slice(0, 7)}`);
    await expect(page.getByRole("main")).toContainText("locked until a person resumes");
    await keepScreenshot(page, "rolled-back");
  });

  const finished = await test.step("resumed without a mark, the same commit goes again and is done", async () => {
    await page.getByRole("button", { name: "Resume…" }).first().click();
    await page.getByRole("alertdialog").getByRole("checkbox").uncheck();
    await confirmDialog(page, { button: "Resume", reason: "It was only a drill" });
    await expect
      .poll(
        async () => {
          const { live, doing } = await readNow(calmDemo);
          return doing === null && live?.revision !== before;
        },
        { timeout: 3 * 60_000 },
      )
      .toBe(true);
    return (await readNow(calmDemo)).live?.number;
  });

  await test.step("the page says what leaves production, where it goes, and asks for a reason", async () => {
    await page.goto(calmDemo.now);
    await page.getByRole("link", { name: "Roll back…" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      `Roll back #${finished} to ${before.slice(0, 7)}?`,
    );
    await expect(page.getByRole("list", { name: "Commits that leave production" }).getByRole("listitem")).toHaveCount(
      1,
    );
    const confirm = page.getByRole("button", { name: `Roll back to ${before.slice(0, 7)}` });
    await expect(confirm).toHaveAttribute("aria-disabled", "true");
    const reason = page.getByRole("textbox", { name: "Reason" });
    await reason.fill("Pages are slow since it went out");
    // A rollback that would be another one keeps what a person has typed.
    const watched = page.getByRole("checkbox", { name: /Watch the canary/ });
    await watched.click();
    await expect(page.getByRole("heading", { name: "Stage by stage" })).toBeVisible();
    await watched.click();
    await expect(page.getByRole("heading", { name: "At once" })).toBeVisible();
    await expect(reason).toHaveValue("Pages are slow since it went out");
    await keepScreenshot(page, "rollback");
    await expect(async () => {
      if (/\/rollback/.test(page.url())) await confirm.click({ timeout: 500 });
      await expect(page).toHaveURL(/\/rollouts\/\d+$/, { timeout: 3000 });
    }).toPass();
  });

  await test.step("it is done, with the reason, and the two rollouts name each other", async () => {
    await expect(page.getByRole("heading", { level: 2, name: /Done/ })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("main")).toContainText(`Rollback of #${finished}: Pages are slow since it went out`);
    const rollback = /rollouts\/(\d+)/.exec(page.url())?.[1];
    await page
      .getByRole("link", { name: `#${finished}`, exact: true })
      .first()
      .click();
    await expect(page.getByRole("main")).toContainText(`Rolled back by #${rollback}.`);
    expect(await describeFleet(calmDemo)).toEqual([before]);
    const { endedAt } = await read<RolloutView>(calmDemo, `/rollouts/${rollback}?project=web`);
    const past = await read<PastView>(calmDemo, `/projects/web/at?time=${endedAt}`);
    expect(past.sentence).toContain(`6 hosts ran ${before.slice(0, 7)}`);
  });
});

/** Revisions the hosts run. */
async function describeFleet(demo: CalmDemo): Promise<(string | null)[]> {
  return (await readNow(demo)).fleet.map((share) => share.revision);
}

/** Waits until nothing is under way, lets the automation start rollouts by itself, and tells what every host runs. */
async function becomeCalm(demo: CalmDemo): Promise<string> {
  await expect
    .poll(
      async () => {
        const { live, doing } = await readNow(demo);
        return live !== null && doing === null;
      },
      { timeout: 3 * 60_000 },
    )
    .toBe(true);
  const { automation } = await readNow(demo);
  const reason = "The next journey begins";
  if (automation.freeze) await ask(demo, "/projects/web/freezes/lift", { reason });
  if (automation.halted) await ask(demo, "/projects/web/resume", { reason });
  await letRolloutsStart(demo);
  // What the journeys before have left in the queue goes out first.
  await expect
    .poll(
      async () => {
        const { doing, queue } = await readNow(demo);
        return doing === null && queue.every((commit) => commit.testStatus !== "passed");
      },
      { timeout: 5 * 60_000 },
    )
    .toBe(true);
  const [revision, ...others] = await describeFleet(demo);
  expect(others).toEqual([]);
  return revision ?? "";
}
