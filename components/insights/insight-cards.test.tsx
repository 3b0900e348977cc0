import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { InsightsView } from "@/lib/contracts/insights-views";
import { measureInsights } from "@/lib/domain/insights/measure-insights";
import { after, rolloutFact, threeDays } from "@/lib/domain/insights/rollout-fixture";
import { InsightCards } from "./insight-cards";

const failed = { state: "failed", failedAt: after(-50), canary: { passedAt: null } } as const;
const facts = {
  rollouts: [
    rolloutFact(1, -120, { commits: 3 }),
    rolloutFact(2, -60, failed),
    rolloutFact(3, -40),
    rolloutFact(4, -20, { kind: "rollback", undoes: 3, judgedFrom: null }),
    rolloutFact(5, -5, { ...failed, failedAt: after(1), canary: null }),
  ],
  canaryWords: [{ rollout: 2, word: "failed" as const, at: after(-50), passedSince: false }],
  wentLive: [{ at: after(-110), waits: [600, 900, 2400] }],
};

function render(known: Parameters<typeof measureInsights>[0]): string {
  const insights = measureInsights(known, { window: threeDays, goal: 1800 });
  const times = { from: new Date(after(-3 * 1440)).toISOString(), serverTime: new Date(after(0)).toISOString() };
  const view: InsightsView = { project: "web", days: 3, zone: "UTC", ...insights, ...times };
  return renderToStaticMarkup(<InsightCards view={view} />);
}

/** The card with a title: its sentence, the name of its picture, and the cells of its tables by row and column. */
function read(markup: string, title: string) {
  const id = `card-${title.toLowerCase().replaceAll(" ", "-")}`;
  const card = markup.split("<section").find((part) => part.includes(`aria-labelledby="${id}"`)) ?? "";
  const start = markup.indexOf(card);
  const next = markup.indexOf('aria-labelledby="card-', start + card.length);
  const whole = markup.slice(start, next === -1 ? undefined : next);
  const rows = [...whole.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = ""]) => cell.replace(/<[^>]*>/g, "")),
  );
  return {
    sentence: (/<p [^>]*text-lead[^>]*>(.*?)<\/p>/.exec(whole)?.[1] ?? "")
      .replace(/<[^>]*>/g, "")
      .replaceAll("\u00a0", " "),
    picture: /role="img" aria-label="([^"]*)"/.exec(whole)?.[1] ?? null,
    rows,
    captions: whole.match(/<caption/g)?.length ?? 0,
    heads: whole.match(/<th scope="(col|row)"/g)?.length ?? 0,
  };
}

test.each([
  [
    "Rollouts per day",
    "5 rollouts ended in these 3 days: 3 succeeded, 2 failed, none was aborted",
    ["All days", "3", "2", "0"],
  ],
  ["Commits per rollout", "4 rollouts carried 1.5 commits on average: 3 carried one", ["mean per rollout", "1.5"]],
  ["Landing to live", "2 of 3 (66.7 %) met", ["All days", "3", "15 min", "40 min", "2", "66.7 %"]],
  ["Canary stops", "stopped 1 of 3 rollouts", ["Stopped", "1"]],
  ["Canary stops", "1 confirmed", ["Confirmed", "1"]],
  [
    "Change failure rate",
    "2 of 3 rollouts that got past their canary in these 3 days (66.7 %)",
    ["Change failure rate", "66.7 %"],
  ],
  [
    "Time to restore",
    "3 failures became known in these 3 days: half of the 2 restored took 10 min",
    ["Half restored within", "10 min"],
  ],
  ["Time to restore", "1 is not yet restored", ["Not yet restored", "1"]],
])("%s: sentence, picture and table tell the same: %s", (title, words, row) => {
  const { sentence, picture, rows, captions, heads } = read(render(facts), title);
  expect(sentence).toContain(words);
  expect([null, sentence]).toContain(picture);
  expect(rows).toContainEqual(row);
  expect(captions).toBeGreaterThan(0);
  expect(heads).toBeGreaterThan(rows.length);
});

test("what is not yet restored says so in its row, where a time would be", () => {
  const { rows } = read(render(facts), "Time to restore");
  expect(rows.find(([head]) => head === "#5")?.slice(2)).toEqual(Array(3).fill("not yet restored"));
});

test("what is not yet restored is listed without opening a table", () => {
  const list = /<ul aria-label="Not yet restored".*?<\/ul>/.exec(render(facts))?.[0] ?? "";
  expect(list.replace(/<[^>]*>/g, "")).toMatch(/^#5not yet restored, known since/);
});

test("where there is nothing, each card says so, without a picture, a table or a share", () => {
  const markup = render({ rollouts: [], canaryWords: [], wentLive: [] });
  expect(markup).not.toMatch(/role="img"|<table|\d\s%/);
  expect(markup).toContain("No rollout has ended in these 3 days.");
  expect(markup).toContain("No commit has gone live in these 3 days: no data about the time goal of 30\u00a0min.");
});
