import { type Budget, budgets, type Figure } from "./budgets";

type Verdict = "kept" | "goal missed" | "EXCEEDED";

/** What could not be measured is no success. */
export function judgeFigure(
  { value }: Pick<Figure, "value">,
  { goal, limit }: Pick<Budget, "goal" | "limit">,
): Verdict {
  if (!(value <= limit)) return "EXCEEDED";
  return value <= (goal ?? limit) ? "kept" : "goal missed";
}

export function isExceeded(figure: Figure): boolean {
  return judgeFigure(figure, budgets[figure.budget]) === "EXCEEDED";
}

/** One line for each figure: what, of what, how much, how much it may be, and whether that is kept. */
export function tabulate(figures: Figure[]): string[] {
  const rows = figures.map((figure) => {
    const budget: Budget = budgets[figure.budget];
    const allowed = budget.goal === undefined ? "" : `goal ${format(budget.goal, budget)}, `;
    return [
      budget.what,
      figure.of,
      format(figure.value, budget),
      `${allowed}limit ${format(budget.limit, budget)}`,
      judgeFigure(figure, budget),
    ];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}

function format(value: number, { unit }: Pick<Budget, "unit">): string {
  const digits = unit === "ms" ? 0 : unit === "" && value < 1 ? 3 : 1;
  return `${Number(value.toFixed(digits)).toLocaleString("en-US")} ${unit}`.trim();
}
