"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type CompiledPattern, compileText, type LogPattern } from "@/components/log/log-search";

const unavailable: CompiledPattern = {
  find: null,
  error: "Patterns cannot be searched now; the console may have been updated. Reload the page.",
};

/** How to find what is searched for; null = nothing is, or the engine for it is still on its way. */
export function useCompiledPattern({ text, matchCase, isRegex }: LogPattern): CompiledPattern | null {
  const engine = useRegexEngine(isRegex);
  return useMemo(() => {
    if (text === "") return null;
    if (!isRegex) return { find: compileText({ text, matchCase }), error: null };
    if (engine.isError) return unavailable;
    return engine.data?.compileExpression({ text, matchCase }) ?? null;
  }, [text, matchCase, isRegex, engine.data, engine.isError]);
}

/** It weighs as much as the rest of the log, and most searches are for a plain text: it comes when it is asked for. */
function useRegexEngine(isWanted: boolean) {
  return useQuery({
    queryKey: ["regex-engine"],
    queryFn: () => import("@/components/log/regex-engine"),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: "always",
  });
}
