"use client";

import { useEffect, useState } from "react";
import { changeViewQuery } from "@/components/rollout/use-view-query";

/** What is taken back as a person has seen it: something newer may have ended since. */
export interface Review {
  /** Number of the rollout it was when it was last looked at. */
  seen: number | null;
  look: () => void;
}

export function useReviewed(undoes: number | null): Review {
  const [seen, setSeen] = useState<number | null>(null);
  useEffect(() => {
    if (undoes !== null) setSeen((known) => known ?? undoes);
  }, [undoes]);
  return { seen: seen ?? undoes, look: () => setSeen(undoes) };
}

/** The target stays the one that was offered first: another that becomes the last good one is nobody's choice. */
export function useTargetInAddress(chosen: string | null, offered: string | null): void {
  useEffect(() => {
    if (chosen === null && offered !== null) changeViewQuery({ to: offered }, "replace");
  }, [chosen, offered]);
}
