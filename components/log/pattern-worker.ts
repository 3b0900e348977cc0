import type { CompiledPattern, LogPattern } from "@/components/log/log-search";
import { compileExpression } from "@/components/log/regex-engine";

/** A line that takes longer than this would also hold up the page that draws its matches; ms. */
const longestLook = 20;

export interface PatternQuestion {
  pattern: LogPattern;
  texts: string[];
}

/** Which texts match, by index; or that one took too long. */
export type PatternAnswer = { found: number[] } | { tooSlow: true };

/** A worker serves one search: its pattern is made ready once, and not for each slice of lines. */
let compiled: CompiledPattern | null = null;

/** Runs beside the page, which can end it at any time: a pattern can take longer than anybody waits. */
self.onmessage = ({ data }: MessageEvent<PatternQuestion>) => {
  compiled ??= compileExpression(data.pattern);
  const { find } = compiled;
  const found: number[] = [];
  for (const [index, text] of data.texts.entries()) {
    const before = performance.now();
    if (find && find(text).length > 0) found.push(index);
    if (performance.now() - before > longestLook) return self.postMessage({ tooSlow: true } satisfies PatternAnswer);
  }
  self.postMessage({ found } satisfies PatternAnswer);
};
