"use client";

import { useState } from "react";
import { describeChange } from "@/components/approve/describe-change";
import { changeViewQuery } from "@/components/rollout/use-view-query";
import type { RolloutPreview } from "@/lib/contracts/planning-views";

interface Known {
  /** The target that the address names; null = none. */
  to: string | null;
  /** The newest that is known; null = nothing. */
  current: RolloutPreview | null;
  /** `current` is of before: the newest is on its way. */
  isLoading: boolean;
  /** Why there is no such rollout any more, or never was; null when there is. */
  refusal: string | null;
}

interface Review {
  /** The range that the person has before her eyes. */
  preview: RolloutPreview;
  /** What has changed since she began to look at it; null = nothing. */
  change: string | null;
  /** Begins a review of the newest. */
  onReview: () => void;
}

/**
 * Keeps the range that the person has before her eyes apart from the newest one. It stays also when the server has no such
 * rollout any more, or says nothing: what she asked for a moment ago may be the very reason. Null before there is one.
 */
export function useReview({ to, current, isLoading, refusal }: Known): Review | null {
  const [reviewed, setReviewed] = useState<{ to: string | null; preview: RolloutPreview } | null>(null);
  // Whoever chooses another target begins a new review.
  const isChosenAnew = reviewed?.to !== to;
  if (isChosenAnew && current !== null && !isLoading) setReviewed({ to, preview: current });
  if (reviewed === null || (isChosenAnew && refusal !== null)) return null;
  const change = isChosenAnew ? null : (refusal ?? (current && describeChange(reviewed.preview, current)));
  return {
    preview: change === null && current !== null ? current : reviewed.preview,
    change,
    onReview() {
      if (refusal !== null) changeViewQuery({ to: null }, "replace");
      else if (current !== null) setReviewed({ to, preview: current });
    },
  };
}
