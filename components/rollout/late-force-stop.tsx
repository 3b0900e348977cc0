import { lazy } from "react";

/** A file of its own: most aborts are obeyed. */
export const LateForceStop = lazy(async () => ({
  default: (await import("@/components/rollout/force-stop")).ForceStop,
}));
