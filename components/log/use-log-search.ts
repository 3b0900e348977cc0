"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { directSearcher, LineSearch, type LineSearchResult, noResult } from "@/components/log/line-search";
import type { LogLines } from "@/components/log/log-lines";
import type { FindMatches, LogPattern } from "@/components/log/log-search";
import { useCompiledPattern } from "@/components/log/use-compiled-pattern";
import { isErrorText } from "@/lib/domain/log/is-error-text";

/** How long typing rests before a search starts; ms. */
export const typingRest = 120;

export interface LogSearch extends LineSearchResult {
  find: FindMatches | null;
}

/** Searches the loaded lines, off the typing path. `version` tells that lines have come. */
export function useLogSearch(lines: LogLines, version: number, pattern: LogPattern): LogSearch {
  const [search] = useState(() => new LineSearch(lines));
  const { text, matchCase, isRegex } = pattern;
  const key = `${matchCase} ${isRegex} ${text}`;
  const ready = useCompiledPattern(pattern);
  const { find, error } = ready ?? { find: null, error: null };
  useEffect(() => {
    if (!ready?.find) return search.look(null, null);
    const timer = setTimeout(() => search.look(key, ready.openSearcher()), typingRest);
    return () => clearTimeout(timer);
  }, [search, key, ready]);
  useEffect(() => () => search.look(null, null), [search]);
  useNotice(search, version);
  const result = useSyncExternalStore(search.subscribe, search.result, () => noResult);
  if (text === "" || error !== null) return { ...noResult, find, error };
  return result.key === key ? { ...result, find } : { ...noResult, key, isDone: false, find };
}

/** Numbers of the loaded lines that tell of an error, in order. */
export function useErrorLines(lines: LogLines, version: number): readonly number[] {
  const [search] = useState(() => new LineSearch(lines));
  useEffect(() => {
    search.look("errors", directSearcher(isErrorText));
    return () => search.look(null, null);
  }, [search]);
  useNotice(search, version);
  return useSyncExternalStore(search.subscribe, search.result, () => noResult).hits;
}

function useNotice(search: LineSearch, version: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` tells that the lines have changed.
  useEffect(() => search.notice(), [search, version]);
}
