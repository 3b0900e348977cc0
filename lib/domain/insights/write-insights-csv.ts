import { writeCsvLine } from "../write-csv-line";
import type { Insights } from "./measure-insights";
import { tabulateInsights } from "./tabulate-insights";

const heads = ["table", "row", "figure", "value", "unit"];

/** Insights as CSV (RFC 4180): a line of heads, then a line for each cell of their tables. What is not known has no value. */
export function writeInsightsCsv(insights: Insights): string {
  const lines = tabulateInsights(insights).flatMap(({ caption, heads: [, ...words], rows }) =>
    rows.flatMap(({ head, cells }) =>
      cells.map(({ value, unit }, index) => [caption, head, words[index] ?? "", value, unit]),
    ),
  );
  return [heads, ...lines].map(writeCsvLine).join("");
}
