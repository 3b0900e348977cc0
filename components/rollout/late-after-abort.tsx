import { lazy } from "react";

/** A file of its own: the abort itself needs none that may be gone by then. */
export const LateAfterAbort = lazy(async () => ({
  default: (await import("@/components/rollout/after-abort")).AfterAbort,
}));
