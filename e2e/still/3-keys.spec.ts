import type { Page } from "@playwright/test";
import { haltAutomation } from "@/lib/services/projects/halt-automation";
import { testSha } from "@/lib/testing/project";
import { pressUntilClosed } from "../confirm-dialog";
import { expect, test } from "../still-fixture";
import { endRunning, tellStory, writeLog } from "../still-story";

/** From then on the page hears keys. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("button", { name: /^(Live|Connecting)/ })).toBeVisible();
  await expect(page.locator("[data-live=live], [data-state=live]").first()).toBeAttached();
}

/** Presses Tab until what is wanted has the focus. */
async function tabTo(page: Page, name: RegExp, role: "button" | "textbox" | "radio"): Promise<void> {
  const wanted = page.getByRole("main").getByRole(role, { name }).first();
  await expect(wanted).toBeVisible();
  for (let stops = 0; stops < 60; stops++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`60 stops do not lead to ${name}`);
}

test("a rollout is aborted with three keys from each of its tabs", async ({ page, still }) => {
  const story = await tellStory(still);
  const path = `${story.now}/rollouts/${story.running.number}`;
  const dialog = page.getByRole("alertdialog");
  for (const tab of ["overview", "hosts", "canary", "log"]) {
    await open(page, `${path}?tab=${tab}`);
    await page.keyboard.press("Shift+A");
    await expect(dialog.getByRole("button", { name: "Keep going" })).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(dialog.getByRole("button", { name: "Abort now" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
  await open(page, `${path}?tab=events`);
  await page.keyboard.press("Shift+A");
  await page.keyboard.press("Tab");
  const ladder = dialog.getByRole("list", { name: "Progress of the abort" });
  // What confirms sleeps for its first moments.
  await expect(async () => {
    if (!(await ladder.isVisible())) await page.keyboard.press("Enter");
    await expect(ladder).toBeVisible({ timeout: 1000 });
  }).toPass();
  expect((await story.read(story.running.id)).abortRequestedBy).toBe("admin");
});

test("without a mouse: resume after a halt, roll back to a chosen target, approve a backlog", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await endRunning(story);
  const { id: projectId } = story.project;
  await haltAutomation(story.ctx, { projectId, reason: "Something is wrong" });

  await test.step("resume", async () => {
    await open(page, story.now);
    await tabTo(page, /^Resume…/, "button");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("alertdialog");
    await expect(dialog.getByRole("button", { name: "Stay halted" })).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("It was a drill");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(dialog.getByRole("button", { name: "Resume" })).toBeFocused();
    await pressUntilClosed(dialog, () => page.keyboard.press("Enter"));
    expect((await story.readProject()).haltedAt).toBeNull();
  });

  const started = await test.step("approve", async () => {
    await open(page, `${story.now}/approve?to=${testSha(9)}`);
    const reason = page.getByRole("textbox", { name: "Reason" });
    if (await reason.isVisible()) {
      await tabTo(page, /^Reason/, "textbox");
      await page.keyboard.type("All of it was tried");
    }
    await tabTo(page, /^(Approve|Start|Roll out)/, "button");
    await expect(async () => {
      if (/approve/.test(page.url())) await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/\/rollouts\/\d+$/, { timeout: 1000 });
    }).toPass();
    const rollout = await still.db.prisma.rollout.findFirstOrThrow({ where: { projectId }, orderBy: { id: "desc" } });
    expect(rollout.toRevision).toBe(testSha(9));
    return rollout.id;
  });

  await test.step("roll back, further than is proposed", async () => {
    await story.finish(started, { state: "succeeded" });
    await open(page, `${story.now}/rollback`);
    await tabTo(page, new RegExp(testSha(6).slice(0, 7)), "radio");
    await page.keyboard.press("ArrowDown");
    const further = testSha(4).slice(0, 7);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(`to ${further}`);
    await page.getByRole("main").focus();
    await tabTo(page, /^Reason/, "textbox");
    await page.keyboard.type("Pages are slow");
    await tabTo(page, /^Roll back to/, "button");
    await expect(async () => {
      if (/rollback/.test(page.url())) await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/\/rollouts\/\d+$/, { timeout: 1000 });
    }).toPass();
    const rollback = await still.db.prisma.rollout.findFirstOrThrow({ where: { projectId }, orderBy: { id: "desc" } });
    expect(rollback).toMatchObject({ kind: "rollback", toRevision: testSha(4) });
    expect((await story.readProject()).haltedAt).not.toBeNull();
  });
});

test("the palette leads to a rollout, a commit, a host and a time", async ({ page, still }) => {
  const story = await tellStory(still);
  await open(page, story.now);
  const wanted = [
    [`#${story.running.number}`, new RegExp(`/rollouts/${story.running.number}$`)],
    [testSha(8).slice(0, 7), new RegExp(`/commits/${testSha(8)}$`)],
    ["web-2", new RegExp(`/rollouts/${story.running.number}\\?tab=log&host=web-2$`)],
    ["2026-11-23 03:12", /\/history\?at=2026-11-23/],
  ] as const;
  for (const [text, address] of wanted) {
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Go to" });
    await expect(field).toBeFocused();
    await page.keyboard.type(text);
    await expect(page.getByRole("listbox", { name: "Places" }).getByRole("option", { selected: true })).toContainText(
      text.replace(/^#/, ""),
    );
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(address);
    await expect(field).toBeHidden();
  }
});

test("every key of the list does what the list says, none does while somebody types, and they can be switched off", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await writeLog(still.db, story, {
    count: 300,
    text: (line) => (line % 100 === 0 ? "error: address in use" : "fine"),
  });
  const log = `${story.now}/rollouts/${story.running.number}?tab=log`;
  const dialog = page.locator("dialog[open]");
  const acts: Record<string, { on: string; press(): Promise<void>; seen(): Promise<void> }> = {
    "Ctrl+K, ⌘K": {
      on: story.now,
      press: () => page.keyboard.press("Control+k"),
      seen: () => expect(dialog).toBeVisible(),
    },
    "Shift+A": { on: story.now, press: () => page.keyboard.press("Shift+A"), seen: () => expect(dialog).toBeVisible() },
    "?": { on: story.now, press: () => page.keyboard.press("?"), seen: () => expect(dialog).toBeVisible() },
    "j, k": {
      on: story.now,
      press: () => page.keyboard.press("j"),
      seen: () => expect(page.locator("[data-row] :focus").first()).toBeVisible(),
    },
    "/": {
      on: log,
      press: () => page.keyboard.press("/"),
      seen: () => expect(page.getByRole("searchbox", { name: "Search in the log" })).toBeFocused(),
    },
    e: { on: log, press: () => page.keyboard.press("e"), seen: () => expect(page).toHaveURL(/#L\d+/) },
    f: { on: log, press: () => page.keyboard.press("f"), seen: () => expectFollowing(page, false) },
    End: {
      on: log,
      press: async () => {
        await page.getByRole("button", { name: "Follow" }).click();
        await page.getByRole("log").focus();
        await page.keyboard.press("End");
      },
      seen: () => expectFollowing(page, true),
    },
    "+, −, ←, →, 0": {
      on: `${story.now}/history`,
      press: async () => {
        await page.getByRole("button", { name: "Later" }).focus();
        await page.keyboard.press("ArrowLeft");
      },
      seen: async () => {
        const strip = page.getByRole("group", { name: "Rollouts along the time" });
        const moved = await strip.textContent();
        await page.keyboard.press("0");
        await expect(strip).not.toHaveText(moved ?? "");
      },
    },
  };
  for (const [letter, path] of [
    ["n", ""],
    ["h", "/history"],
    ["d", "/decisions"],
    ["s", "/settings"],
    ["p", null],
  ] as const)
    acts[`g ${letter}`] = {
      on: letter === "n" ? `${story.now}/history` : story.now,
      press: async () => {
        await page.keyboard.press("g");
        await page.keyboard.press(letter);
      },
      seen: () =>
        expect(page).toHaveURL(path === null ? `${still.url}/` : new RegExp(`/p/${story.slug}${path}(/.*)?$`)),
    };

  await open(page, story.now);
  await page.keyboard.press("?");
  const listed = await page.getByRole("dialog", { name: "Keys" }).locator("dt").allTextContents();
  expect(Object.keys(acts).toSorted()).toEqual(listed.toSorted());
  for (const [key, { on, press, seen }] of Object.entries(acts)) {
    await test.step(key, async () => {
      await open(page, on);
      // Lines come with the page; that some tell of an error is found by what hears the keys.
      if (on === log) await expect(page.getByRole("button", { name: "Next of 3 errors" })).toBeVisible();
      await press();
      await seen();
    });
  }

  await test.step("they do nothing while somebody types", async () => {
    await open(page, `${story.now}/rollouts/${story.running.number}?tab=hosts`);
    await page.getByRole("searchbox", { name: "Filter hosts by name" }).focus();
    await page.keyboard.type("A?gh");
    await expect(page.getByRole("searchbox", { name: "Filter hosts by name" })).toHaveValue("A?gh");
    await expect(dialog).toHaveCount(0);
  });

  await test.step("switched off, they do nothing at all", async () => {
    await open(page, story.now);
    await page.keyboard.press("?");
    await page.getByRole("checkbox", { name: "Single keys act" }).uncheck();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    for (const key of ["Shift+A", "?", "j", "g", "h"]) await page.keyboard.press(key);
    // What still acts comes after them: had one of them acted, it would be seen by now.
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Go to" })).toBeFocused();
    await expect(dialog).toHaveCount(1);
    await expect(page).toHaveURL(story.now);
  });
});

function expectFollowing(page: Page, isFollowing: boolean): Promise<void> {
  return expect(page.getByRole("button", { name: "Follow" })).toHaveAttribute("aria-pressed", `${isFollowing}`);
}
