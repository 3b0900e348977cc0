import type { CompiledPattern, LogPattern } from "@/components/log/log-search";
import { compileExpression } from "@/components/log/regex-engine";

/** A line that takes longer than this would also hold up the page that draws its matches; ms. */
const longestLook = 20;

export interface PatternQuestion {
  pattern: LogPattern;
  texts: string[];
}

/** That the worker has come; then which texts match, by index, or that one took too long. */
export type PatternAnswer = { ready: true } | { found: number[] } | { tooSlow: true };

/** A worker serves one search: its pattern is made ready once, and not for each slice of lines. */
let compiled: CompiledPattern | null = null;

/** Runs beside the page, which can end it at any time: a pattern can take longer than anybody waits. */
self.onmessage = ({ data }: MessageEvent<PatternQuestion>) => {
  compiled ??= compileExpression(data.pattern);
  const { find } = compiled;
  const found: number[] = [];
  for (const [index, text] of data.texts.entries()) {
    const { matches, took } = look(find, text);
    if (matches) found.push(index);
    // A busy computer, or code that runs for the first time, is slow once; a pattern is slow each time.
    if (took > longestLook && look(find, text).took > longestLook) {
      return self.postMessage({ tooSlow: true } satisfies PatternAnswer);
    }
  }
  self.postMessage({ found } satisfies PatternAnswer);
};

function look(find: CompiledPattern["find"], text: string): { matches: boolean; took: number } {
  const before = performance.now();
  const matches = find !== null && find(text).length > 0;
  return { matches, took: performance.now() - before };
}

self.postMessage({ ready: true } satisfies PatternAnswer);
