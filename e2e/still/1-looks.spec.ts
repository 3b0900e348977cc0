import type { Page } from "@playwright/test";
import { faviconAddress, type TabShape } from "@/components/shell/tab-face";
import { statusCodes } from "@/components/ui/status";
import { insertFreeze } from "@/lib/db/freezes";
import { haltAutomation } from "@/lib/services/projects/halt-automation";
import { expect, test } from "../still-fixture";
import { tellStory } from "../still-story";

const ana = { kind: "user", name: "ana" } as const;

test("every status has a shape of its own, told apart without colour; so have the pictures of the tab", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  const { id: projectId } = story.project;
  const glyphs = new Map<string, string>();
  const collect = async (path: string, shown = story.project.slug) => {
    await page.goto(story.now + path);
    await expect(page.getByRole("main").getByText(shown).first()).toBeAttached();
    for (const [code, html] of await readGlyphs(page)) glyphs.set(code, html);
  };
  const rollout = `/rollouts/${story.running.number}?tab=hosts`;
  await still.db.prisma.hostDeploy.updateMany({
    where: { rolloutId: story.running.id, host: { name: { in: ["web-3", "web-4", "web-5"] } } },
    data: { state: "unknown", startedAt: new Date() },
  });
  await story.settle(story.running.id, { "web-4": "failed" });
  await still.db.prisma.hostDeploy.updateMany({
    where: { rolloutId: story.running.id, host: { name: "web-5" } },
    data: { state: "skipped" },
  });
  await collect(rollout, "web-5");
  await story.finish(story.running.id, { state: "aborted", on: ["web-1"] });
  await insertFreeze(still.db.prisma, { projectId, reason: "The launch", seconds: 3600, actor: ana });
  await collect("");
  const landedAt = new Date(Date.now() - 24 * 3_600_000);
  await still.db.prisma.commit.updateMany({ where: { projectId }, data: { landedAt } });
  await haltAutomation(story.ctx, { projectId, reason: "Something is wrong" });
  await collect("");
  expect([...glyphs.keys()].toSorted()).toEqual([...statusCodes].toSorted());
  await expectApart(page, glyphs);

  const shapes = ["ring", "half", "check", "cross", "diamond", "dashed"] as const satisfies readonly TabShape[];
  const pictures = shapes.map((shape) => [shape, decodeURIComponent(faviconAddress(shape).split(",", 2)[1] ?? "")]);
  await expectApart(page, new Map(pictures as [string, string][]));
});

/** Code and markup of each sign of the page. */
function readGlyphs(page: Page): Promise<[string, string][]> {
  return page.locator("svg[data-glyph]").evaluateAll((signs) =>
    signs.map((sign) => {
      sign.setAttribute("xmlns", "http://www.w3.org/2000/svg");
      return [sign.getAttribute("data-glyph") ?? "", sign.outerHTML.replaceAll("var(--surface)", "white")];
    }),
  );
}

/** Drawn with 16 by 16 pixels in shades of grey, any two of them differ in as many as a reader sees. */
async function expectApart(page: Page, pictures: Map<string, string>): Promise<void> {
  await page.goto("about:blank");
  const drawn = await page.evaluate(
    async (markups) => {
      const canvas = document.createElement("canvas");
      canvas.width = 16;
      canvas.height = 16;
      const pen = canvas.getContext("2d", { willReadFrequently: true });
      if (!pen) throw new Error("nothing can be drawn");
      const greys: number[][] = [];
      for (const markup of markups) {
        const image = new Image(16, 16);
        image.src = `data:image/svg+xml,${encodeURIComponent(markup)}`;
        await image.decode();
        pen.filter = "grayscale(1)";
        pen.fillStyle = "white";
        pen.fillRect(0, 0, 16, 16);
        pen.drawImage(image, 0, 0, 16, 16);
        const { data } = pen.getImageData(0, 0, 16, 16);
        greys.push(Array.from({ length: 256 }, (_, pixel) => data[pixel * 4] ?? 0));
      }
      return greys;
    },
    [...pictures.values()],
  );
  const names = [...pictures.keys()];
  const alike = names.flatMap((name, at) =>
    names
      .slice(at + 1)
      .filter((_, after) => countDifferent(drawn[at], drawn[at + 1 + after]) < 16)
      .map((other) => [name, other]),
  );
  expect(alike).toEqual([]);
}

function countDifferent(one: number[] = [], other: number[] = []): number {
  return one.filter((grey, pixel) => Math.abs(grey - (other[pixel] ?? 0)) > 64).length;
}

test("the theme a person has chosen is there with the first paint, on every page and after a reload", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(story.now);
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("group", { name: "Theme" }).getByRole("button", { name: "Dark" }).click();
  await expect.poll(background).toBe(dark);

  for (const path of ["", "/history"]) {
    const answer = await page.goto(story.now + path);
    // What the server sends is dark already: no script has to make it so.
    expect(await answer?.text()).toContain('data-theme="dark"');
    expect(await background()).toBe(dark);
  }
  await page.getByRole("group", { name: "Theme" }).getByRole("button", { name: "System" }).click();
  await expect.poll(background).toBe(light);
});

test("with forced colours, and with more contrast, signs, bars and the focus stay visible; nothing moves for who wants no motion", async ({
  page,
  still,
}) => {
  const story = await tellStory(still);
  for (const media of [{ forcedColors: "active" }, { contrast: "more" }] as const) {
    await page.emulateMedia({ forcedColors: null, contrast: null, ...media, reducedMotion: "reduce" });
    await page.goto(story.now);
    await page.getByRole("button", { name: /^Automation/ }).focus();
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(readVisibility);
    expect(seen.glyphs.length).toBeGreaterThan(3);
    for (const { ink, ground } of [...seen.glyphs, ...seen.bars, seen.ring]) expect(ink).not.toBe(ground);
  }
  await page.getByRole("button", { name: /^Abort/ }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

/** The colour of each sign, bar and of the focus, with that of what it lies on. */
function readVisibility() {
  const groundOf = (element: Element | null): string => {
    for (let each = element; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (!backgroundColor.endsWith(", 0)")) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const glyphs = [...document.querySelectorAll("svg[data-glyph]")].map((sign) => ({
    ink: getComputedStyle(sign).color,
    ground: groundOf(sign.parentElement),
  }));
  const bars = [...document.querySelectorAll(".bar-fill")].map((bar) => ({
    ink: getComputedStyle(bar).backgroundColor,
    ground: groundOf(bar.parentElement),
  }));
  const focused = document.activeElement as Element;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(focused);
  const ring = outlineStyle === "solid" && Number.parseFloat(outlineWidth) >= 2 ? outlineColor : "none";
  const ground = groundOf(focused.parentElement);
  return { glyphs, bars, ring: { ink: ring === "none" ? ground : ring, ground } };
}
