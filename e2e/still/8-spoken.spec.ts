import type { Page } from "@playwright/test";
import { haltAutomation } from "@/lib/services/projects/halt-automation";
import { testSha } from "@/lib/testing/project";
import { expect, test } from "../still-fixture";
import { endRunning, tellStory, writeLog } from "../still-story";

type Spoken = { polite: string[]; assertive: string[] };

test("a rollout from its start to its end is told in a few sentences, and interrupts only with what cannot wait", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  await endRunning(story);
  await page.goto(story.now);
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  await page.evaluate(listen);

  await test.step("one that is done", async () => {
    const { id, number } = await story.begin(testSha(8));
    const running = { ...story, running: { id, number } };
    await still.db.prisma.rollout.update({ where: { id }, data: { state: "deploying", startedAt: new Date() } });
    await writeLog(still.db, running, { count: 200 });
    const bar = page.getByRole("progressbar");
    for (let host = 1; host <= 6; host++) {
      await story.settle(id, { [`web-${host}`]: "succeeded" });
      await running.tell();
      await expect(bar).toHaveAttribute("aria-valuetext", `${host} of 6 hosts`);
    }
    await endRunning(running);
    await expect(page.getByRole("link", { name: `#${number}`, exact: true })).toBeVisible();
    await expect(bar).toHaveCount(0);
    const { polite, assertive } = await read(page);
    expect(polite).toEqual([
      expect.stringContaining(`Rollout ${number} has started`),
      expect.stringContaining(`Rollout ${number}`),
    ]);
    expect(assertive).toEqual([]);
  });

  await test.step("one that fails, and halts the automation", async () => {
    const { id, number } = await story.begin(testSha(9));
    const running = { ...story, running: { id, number } };
    await running.tell();
    await expect(page.getByRole("button", { name: /^Abort/ })).toBeVisible();
    await endRunning(running, "failed");
    await expect.poll(async () => (await read(page)).assertive.length).toBe(1);
    await haltAutomation(story.ctx, { projectId: story.project.id, reason: "The canary failed" });
    await expect.poll(async () => (await read(page)).assertive.length).toBe(2);
    const { polite, assertive } = await read(page);
    expect(polite.length).toBeLessThanOrEqual(8);
    expect(assertive[0]).toMatch(new RegExp(`^Rollout ${number}: Failed`));
    expect(assertive[1]).toBe("Automation halted: The canary failed");
  });
});

/** Keeps all that a screen reader would say by itself, each sentence once. */
function listen(): void {
  const spoken: Spoken = { polite: [], assertive: [] };
  Object.assign(window, { spoken });
  const hear = (node: Node | null) => {
    const element = node instanceof Element ? node : (node?.parentElement ?? null);
    const region = element?.closest("[role=status], [role=alert], [aria-live]:not([aria-live=off])");
    const text = region?.textContent?.trim();
    if (!region || !text) return;
    const all = spoken[region.matches("[role=alert], [aria-live=assertive]") ? "assertive" : "polite"];
    if (all.at(-1) !== text) all.push(text);
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) for (const node of [target, ...addedNodes]) hear(node);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}

function read(page: Page): Promise<Spoken> {
  return page.evaluate(() => (window as unknown as { spoken: Spoken }).spoken);
}
