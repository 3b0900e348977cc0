export type WrittenRule = { metric: string; op: string; pct: number };

/** Rules as a person writes them, one a line: "5xx < 0.5"; or the first line that is none. */
export function parseRules(text: string): { rules: WrittenRule[] } | { wrong: string } {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const rules = lines.map((line) => {
    const [, metric = "", op = "", pct = ""] =
      /^\s*([1-5]xx|other|[1-5]\d\d)\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(line) ?? [];
    return { metric, op, pct: Number(pct) };
  });
  const wrong = lines[rules.findIndex(({ metric }) => metric === "")];
  return wrong === undefined ? { rules } : { wrong };
}
