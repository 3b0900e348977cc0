"use client";

import { useEffect, useState } from "react";

/**
 * A part of the page that is loaded when it is first wanted, because most visits do without it. A part that is loaded
 * later may be gone after the console itself was updated; whoever needs one for certain has it in the page.
 * @param load the same function each time
 */
export function useLazyPart<Part>(
  isWanted: boolean,
  load: () => Promise<Part>,
): { part: Part | null; isGone: boolean } {
  const [loaded, setLoaded] = useState<{ part: Part } | null>(null);
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    if (!isWanted) return setGone(false);
    load().then(
      (part) => setLoaded({ part }),
      () => setGone(true),
    );
  }, [isWanted, load]);
  return { part: loaded?.part ?? null, isGone };
}
