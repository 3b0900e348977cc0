import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { MetricSeriesView, StageSeriesView } from "@/lib/contracts/api-canary";
import type { CanaryVerdictView, StageView } from "@/lib/contracts/views";
import { CanaryCharts } from "./canary-charts";
import { describeSeries } from "./describe-series";
import { SeriesTable } from "./series-table";

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 3, 0, second)).toISOString();

const errors: MetricSeriesView = {
  ...{ metric: "5xx", limit: "< 0.5 %", limitPercent: 0.5 },
  ...{ canary: { n: 4210, bad: 80 }, control: { n: 41_877, bad: 84 } },
  points: [
    { at: at(20), canary: { n: 2000, bad: 10 }, control: { n: 20_000, bad: 40 } },
    { at: at(30), canary: null, control: { n: 1877, bad: 2 } },
    { at: at(40), canary: { n: 2210, bad: 70 }, control: { n: 20_000, bad: 42 } },
  ],
};

const series: StageSeriesView = {
  ...{ index: 0, deployedAt: at(0), watchedFrom: at(20), verdictAt: at(51) },
  ...{ intervalSeconds: 10, intervalsPerPoint: 1, metrics: [errors] },
};

const row = { metric: "5xx", canary: errors.canary, control: errors.control, limit: "< 0.5 %" } as const;
const verdict: CanaryVerdictView = {
  ...{ verdict: "fail", reason: "evidence", why: "5xx.", minRequests: 600, at: at(51) },
  metrics: [{ ...row, verdict: "fail" }],
};

function render(
  change: Partial<MetricSeriesView> | null,
  problem: string | null = null,
  word: CanaryVerdictView["verdict"] = "inconclusive",
): string {
  const stages = [{ ...series, metrics: [{ ...errors, ...change }] }];
  const view = change && { stages, serverTime: at(55) };
  const stage = { index: 0, name: "canary" } as StageView;
  return renderToStaticMarkup(
    <CanaryCharts
      stage={stage}
      verdict={{ ...verdict, metrics: [{ ...row, verdict: word }] }}
      read={{ view, problem, reload: () => {} }}
    />,
  );
}

const show = (change: Partial<MetricSeriesView> = {}, stage: Partial<StageSeriesView> = {}) => ({
  series: { ...errors, ...change },
  stage: { ...series, ...stage },
  verdict: "inconclusive" as const,
  minRequests: 600,
  zone: "UTC",
});

/** The cells of the table, row by row. */
function readTable(shown: ReturnType<typeof show>): string[][] {
  const rows = renderToStaticMarkup(<SeriesTable shown={shown} />)
    .split("<tr")
    .slice(1);
  return rows.map((each) => [...each.matchAll(/<t[hd][^>]*>([^<]*)/g)].map(([, text]) => text ?? ""));
}

/** What is drawn of an arm: lines, then dots. */
const draw = (markup: string, arm: string) =>
  new RegExp(`data-arm="${arm}".*?d="([^"]*)".*?d="([^"]*)"`).exec(markup)?.slice(1).join("|");

describe("a chart", () => {
  test("says in one sentence what it shows", () => {
    const sentence =
      "5xx: 1.9 % (80 of 4,210) on the canary; 0.2 % (84 of 41,877) on the control; limit &lt; 0.5 %; canary at worst 3.2 % (70 of 2,210) at 03:00:40; no requests on the canary in 1 of 3 parts of the time.";
    expect(render({})).toContain(`role="img" aria-label="${sentence}"`);
  });

  test("carries the same numbers as its table", () => {
    const [head, all, ...rows] = readTable(show());
    expect(head).toEqual(["From", "Canary", "Control"]);
    expect(all).toEqual(["All", "1.9 % (80 of 4,210)", "0.2 % (84 of 41,877)"]);
    expect(rows).toEqual([
      ["03:00:20", "0.5 % (10 of 2,000)", "0.2 % (40 of 20,000)"],
      ["03:00:30", "no requests", "0.1 % (2 of 1,877)"],
      ["03:00:40", "3.2 % (70 of 2,210)", "0.2 % (42 of 20,000)"],
    ]);
    const told = describeSeries(show()).matchAll(/[\d.]+ % \([\d,]+ of [\d,]+\)/g);
    const cells = [all, ...rows].flat();
    for (const [share] of told) expect(cells).toContain(share);
    // As many points are drawn as the table has rows with requests.
    expect(draw(render({}), "canary")?.match(/\d+(\.\d+)? \d/g)).toHaveLength(2);
    expect(draw(render({}), "control")?.match(/\d+(\.\d+)? \d/g)).toHaveLength(3);
  });

  test("has names at its lines, a limit with its number, and marks", () => {
    const markup = render({});
    for (const word of ["canary", "control", "limit 0.5 %", "deployed", "watching began", "failed"]) {
      expect(markup).toContain(`>${word}</span>`);
    }
  });

  test("counts the good requests where the limit does", () => {
    const good = { metric: "2xx", limit: ">= 90 %", limitPercent: 90 };
    expect(describeSeries(show(good))).toMatch(
      /^2xx: 98.1 % \(4,130 of 4,210\) on the canary; .*; limit ≥ 90 %; canary at worst 96.8 % \(2,140 of 2,210\) at/,
    );
  });

  test("that was thinned says so, as its table does", () => {
    const thinned = show({}, { intervalsPerPoint: 4 });
    expect(describeSeries(thinned)).toContain("each part shows the worst of 4 intervals");
    expect(renderToStaticMarkup(<SeriesTable shown={thinned} />)).toContain("5xx, the worst 10 s of every 40 s;");
  });
});

describe("where numbers are missing", () => {
  const silent = errors.points.map((point) => ({ ...point, canary: null }));

  test("time without requests is a gap, not a line at 0 %", () => {
    expect(draw(render({}), "canary")).toMatch(/^\|M[\d. ]+h0M[\d. ]+h0$/);
    expect(draw(render({ points: silent }), "canary")).toBe("|");
  });

  test("no request at all is no data, and nothing reads as passed or 0 %", () => {
    const markup = render({ canary: { n: 0, bad: 0 }, control: null, points: silent });
    expect(markup).toContain(">No data: 0 of 600 requests</p>");
    expect(markup).toContain(
      "5xx: No data: 0 of 600 requests, too few to judge; no requests on the canary; no control",
    );
    expect(markup).toContain("no requests on the canary in 3 of 3 parts of the time");
    expect(markup).not.toMatch(/passed|NaN|Infinity|[^.\d]0 % \(/i);
  });

  test("too few requests are said before anything else", () => {
    expect(render({ canary: { n: 12, bad: 1 } })).toMatch(/>No data: 12 of 600 requests\. Canary at worst .*<\/p>/);
    expect(render({ canary: { n: 600, bad: 1 } })).not.toContain("No data");
  });

  test("few requests that were enough to fail are no lack of data", () => {
    expect(render({ canary: { n: 54, bad: 8 } }, null, "fail")).not.toContain("No data");
    expect(render({ canary: { n: 54, bad: 8 } }, null, "pass")).toContain(">No data: 54 of 600 requests. Canary");
    expect(render({ canary: { n: 0, bad: 0 } }, null, "fail")).toContain(">No data: 0 of 600 requests</p>");
  });

  test("without a control there is one line and one column", () => {
    const alone = { control: null, points: errors.points.map((point) => ({ ...point, control: null })) };
    expect(draw(render(alone), "control")).toBeUndefined();
    expect(readTable(show(alone))[0]).toEqual(["From", "Canary"]);
  });

  test("a limit that depends on a silent control is not drawn", () => {
    expect(render({ limitPercent: null })).not.toContain(">limit ");
  });
});

describe("frames", () => {
  const frames = (markup: string) => markup.match(/<figure/g)?.length;

  test("stand there before the numbers come, and when they do not", () => {
    expect(frames(render(null))).toBe(1);
    expect(render(null)).toContain('aria-busy="true"');
    const failed = render(null, "Sauron cannot be reached.");
    expect(frames(failed)).toBe(1);
    expect(failed).toContain(
      "The charts cannot be read: Sauron cannot be reached. The table above is complete.<button",
    );
  });

  test("keep what was drawn when a later read fails", () => {
    const markup = render({}, "Sauron cannot be reached.");
    expect(markup).toContain('role="img"');
    expect(markup).toContain("Try again");
  });
});
