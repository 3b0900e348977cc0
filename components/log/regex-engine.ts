import { type Matcher, RE2JS, RE2JSException } from "re2js";
import type { CompiledPattern, LogPattern } from "@/components/log/log-search";

/** Characters of a line that a regular expression looks at. */
export const longestText = 2000;

/** Characters of a regular expression. */
export const longestExpression = 500;

/**
 * How to find a regular expression. The engine needs time in proportion to the text, whatever the expression: none that
 * people write, or are sent, can hold up their browser. It knows no look-around and no back-references.
 * @source https://github.com/google/re2/wiki/Syntax
 */
export function compileExpression({ text, matchCase }: Omit<LogPattern, "isRegex">): CompiledPattern {
  if (text.length > longestExpression) {
    return { find: null, error: `Not a pattern: it has more than ${longestExpression} characters` };
  }
  try {
    const expression = RE2JS.compile(text, matchCase ? 0 : RE2JS.CASE_INSENSITIVE);
    return { find: (line) => findAll(expression.matcher(line.slice(0, longestText))), error: null };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    // The engine writes the case of letters before the expression.
    const reason = error.message.replace(/^error parsing regexp: /, "").replace("`(?i)", "`");
    return { find: null, error: `Not a pattern: ${reason}` };
  }
}

/** A match of nothing, as `x*` has everywhere, is none. */
function findAll(matcher: Matcher): [number, number][] {
  const found: [number, number][] = [];
  while (matcher.find()) {
    if (matcher.end() > matcher.start()) found.push([matcher.start(), matcher.end()]);
  }
  return found;
}
