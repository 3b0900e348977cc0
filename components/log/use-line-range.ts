"use client";

import { useCallback, useEffect, useState } from "react";
import { extendLineRange, formatLineRange, type LineRange, parseLineRange } from "@/components/log/line-range";

/** The marked lines, which the address names ("#L120-L140"). `mark` changes both. */
export function useLineRange(): { range: LineRange | null; mark: (line: number, shift: boolean) => void } {
  const [range, setRange] = useState<LineRange | null>(null);
  useEffect(() => {
    const read = () => setRange(parseLineRange(location.hash));
    read();
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  const mark = useCallback((line: number, shift: boolean) => {
    setRange((known) => {
      const next = extendLineRange(known, line, shift);
      window.history.replaceState(null, "", `${location.search}${formatLineRange(next)}`);
      return next;
    });
  }, []);
  return { range, mark };
}
