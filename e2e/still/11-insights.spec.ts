import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { describeDuration } from "@/lib/domain/describe-duration";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { expect, type StillConsole, test } from "../still-fixture";

const day = 24 * 60;

/** Rollouts of the last days, and one of three weeks ago. */
async function tellPast({ db: { prisma } }: StillConsole): Promise<void> {
  const project = await createTestProject({ prisma }, "delivered", { hosts: 2, commits: 8 });
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await prisma.commit.updateMany({ where: { projectId: project.id }, data: { landedAt: ago(30 * day) } });
  const past = [
    { from: 1, to: 2, at: 21 * day, state: "succeeded" },
    { from: 2, to: 3, at: 3 * day, state: "succeeded" },
    { from: 3, to: 5, at: 2 * day, state: "succeeded" },
    { from: 5, to: 6, at: 90, state: "failed" },
    { from: 5, to: 7, at: 60, state: "aborted" },
    { from: 5, to: 8, at: 30, state: "succeeded" },
  ];
  for (const { from, to, at, state } of past) {
    const range = { fromRevision: testSha(from), toRevision: testSha(to), commitCount: to - from };
    const { id } = await startTestRollout(prisma, project, { stages: [{ name: "fleet", hostIds: [] }], ...range });
    const times = { createdAt: ago(at), startedAt: ago(at - 1), endedAt: ago(at - 10) };
    await prisma.rollout.update({ where: { id }, data: { state, ...times } });
    if (state === "failed") {
      const event = { event: "stageRejected", from: "deploying", to: "failing", reason: "2 of 2 hosts failed." };
      const actor = { actorKind: "system", actorName: "sauron" };
      await prisma.rolloutEvent.create({ data: { rolloutId: id, ...event, ...actor, at: ago(at - 9) } });
    }
  }
}

test("a team lead reads how delivery has gone: in sentences and charts, in tables, and in a file with the same figures", async ({
  page,
  still,
}) => {
  await tellPast(still);
  const insights = `${still.url}/p/delivered/insights`;
  const card = (name: string) => page.getByRole("region", { name, exact: true });
  const titles = [
    "Rollouts per day",
    "Landing to live",
    "Commits per rollout",
    "Change failure rate",
    "Time to restore",
  ];

  await test.step("from the history one link leads there", async () => {
    await page.goto(`${still.url}/p/delivered/history`);
    await page.getByRole("link", { name: "How has delivery gone?" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Insights" })).toBeVisible();
    await expect(card("Rollouts per day")).toContainText("6 rollouts ended in these 30 days: 4 succeeded, 1 failed, 1");
  });

  await test.step("how many days are meant is in the address: Back undoes it, and a colleague sees the same", async () => {
    const days = page.getByRole("navigation", { name: "Days" });
    await days.getByRole("link", { name: "7 days" }).click();
    await expect(page).toHaveURL(`${insights}?days=7`);
    await expect(card("Rollouts per day")).toContainText("5 rollouts ended in these 7 days: 3 succeeded");
    await page.goBack();
    await expect(card("Rollouts per day")).toContainText("in these 30 days");
    await page.goto(`${insights}?days=7`);
    await expect(days.getByRole("link", { name: "7 days" })).toHaveAttribute("aria-current", "true");
    await expect(card("Rollouts per day")).toContainText("in these 7 days");
  });

  await test.step("each chart is named by its sentence, and its parts are counted as in its table", async () => {
    for (const title of titles) {
      await card(title).getByText("Show as table").click();
      for (const chart of await card(title).getByRole("img").all()) {
        const name = (await chart.getAttribute("aria-label")) ?? "none";
        expect(plain((await card(title).locator("p").first().textContent()) ?? "")).toBe(plain(name));
      }
    }
    const row = (name: string) => card("Rollouts per day").getByRole("row", { name });
    await expect(row("All days")).toHaveText("All days311");
    await expect(card("Rollouts per day").getByRole("listitem")).toHaveText(["Succeeded3", "Aborted1", "Failed1"]);
    await expect(card("Change failure rate").getByRole("listitem")).toHaveText(["Neither4", "Failed1"]);
    for (const [name, value] of [
      ["Got past their canary", "5"],
      ["Failed", "1"],
      ["Change failure rate", "20 %"],
    ] as const)
      await expect(
        card("Change failure rate").getByRole("row", { name: `${name} ${value}`, exact: true }),
      ).toBeVisible();
  });

  await test.step("the file has every cell of the tables, and no other", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("delivered-insights-7-days.csv");
    const [, ...lines] = parseCsv(await readFile(await download.path(), "utf8"));
    const shown = new Set(
      lines.map(([table = ""]) => table).filter((table) => !table.startsWith("Rollouts and their canary")),
    );
    const inFile = lines
      .filter(([table = ""]) => shown.has(table))
      .map(([table, head, figure, value = "", unit = ""]) => [table, head, figure, write(value, unit)].join(" | "));
    expect(inFile.length).toBeGreaterThan(80);
    expect(await readTables(page)).toEqual(inFile.toSorted());
  });
});

/** A cell of the file as the page writes it; what is not known is told in words there. */
function write(value: string, unit: string): string {
  if (value === "") return "none";
  if (unit === "seconds") return describeDuration(Number(value));
  if (unit === "percent") return `${value} %`;
  if (unit === "time") return value.slice(11, 19);
  return unit === "rollout" ? `#${value}` : value;
}

/** Every cell of every table of the page, by caption, row and column. */
async function readTables(page: Page): Promise<string[]> {
  const tables = page.getByRole("main").getByRole("table");
  const cells = await Promise.all((await tables.all()).map(readCells));
  return cells.flat().toSorted();
}

function readCells(table: Locator): Promise<string[]> {
  return table.evaluate((element) => {
    const read = (cell: Element | undefined) => cell?.textContent?.trim() ?? "";
    const [top, ...rows] = [...element.querySelectorAll("tr")].map((row) => [...row.children]);
    const caption = read(element.querySelector("caption") ?? undefined);
    return rows.flatMap(([head, ...cells]) =>
      cells.map((cell, at) => {
        const time = cell.querySelector("time")?.getAttribute("datetime")?.slice(11, 19);
        const words = ["no data", "not yet restored"].includes(read(cell)) ? "none" : read(cell);
        return [caption, read(head), read(top?.[at + 1]), time ?? words].join(" | ");
      }),
    );
  });
}

/** Lines of RFC 4180 whose cells have no line break. */
function parseCsv(text: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/gy;
  return text
    .trimEnd()
    .split("\r\n")
    .map((line) => {
      const found = [...line.matchAll(cell)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "");
      // After the last cell there is nothing, which the pattern takes for one more.
      return found.slice(0, 5);
    });
}

/** Numbers and their units are kept together by a space of their own. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
