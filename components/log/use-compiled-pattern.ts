"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { directSearcher, type TextSearcher } from "@/components/log/line-search";
import { type CompiledPattern, compileText, type LogPattern } from "@/components/log/log-search";

/** A pattern that is ready: for the lines that are drawn, and to begin a search of all with. */
export type ReadyPattern = CompiledPattern & { openSearcher: () => TextSearcher };

/** How to find what is searched for; null = nothing is, or the engine for it is still on its way. */
export function useCompiledPattern({ text, matchCase, isRegex }: LogPattern): ReadyPattern | null {
  const engine = useRegexEngine(isRegex);
  return useMemo(() => {
    if (text === "") return null;
    const pattern = { text, matchCase, isRegex };
    if (!isRegex) return readyText(pattern);
    if (engine.isError) return unavailable;
    if (!engine.data) return null;
    const { compileExpression, PatternSearcher } = engine.data;
    return { ...compileExpression(pattern), openSearcher: () => new PatternSearcher(pattern) };
  }, [text, matchCase, isRegex, engine.data, engine.isError]);
}

function readyText(pattern: LogPattern): ReadyPattern {
  const find = compileText(pattern);
  return { find, error: null, openSearcher: () => directSearcher((line) => find(line).length > 0) };
}

const unavailable: ReadyPattern = {
  find: null,
  error: "Patterns cannot be searched now; the console may have been updated. Reload the page.",
  openSearcher: () => directSearcher(() => false),
};

/** It weighs as much as the rest of the log, and most searches are for a plain text: it comes when it is asked for. */
function useRegexEngine(isWanted: boolean) {
  return useQuery({
    queryKey: ["regex-engine"],
    queryFn: () => import("@/components/log/regex-search"),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: "always",
  });
}
