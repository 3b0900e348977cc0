"use client";

import { useEffect, useState } from "react";
import type { FarSearch } from "@/components/log/far-search";
import type { LogPattern } from "@/components/log/log-search";
import { typingRest } from "@/components/log/use-log-search";

/** Longer texts are looked for in loaded lines alone. */
const longestText = 500;

/**
 * What the server finds of a text in a log that is not loaded as a whole; null when it is not asked, or has not answered.
 * It is asked for plain texts: what a pattern may cost is known to the reader's own browser alone.
 */
export function useFarSearch(address: string, pattern: LogPattern, isLong: boolean): FarSearch | null {
  const [found, setFound] = useState<FarSearch | null>(null);
  const { text, matchCase, isRegex } = pattern;
  const isWanted = isLong && !isRegex && text !== "" && text.length <= longestText;
  useEffect(() => {
    setFound(null);
    if (!isWanted) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const { searchFar } = await import("@/components/log/far-search");
      await searchFar({ address, text, matchCase }, setFound, stop.signal);
    }, typingRest);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [address, text, matchCase, isWanted]);
  return found;
}
