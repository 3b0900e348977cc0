import type { RolloutEventName } from "./transitions";

/** The one next thing to do for a rollout. */
export type NextStep =
  /** Change the state by this event. */
  | { step: "apply"; event: RolloutEventName; reason: string | null }
  /** Let workers take hosts of this stage: the current one, or an earlier one with a host that is tried again. */
  | { step: "deploy-hosts"; stage: number }
  /** Ask hosts whose result nobody knows. */
  | { step: "probe-hosts" }
  /** Read the access logs and judge. */
  | { step: "look-at-canary" }
  /** Watch the stage longer, until this time (epoch ms). */
  | { step: "extend-bake"; until: number }
  /** Nothing before `until` (epoch ms; null = until something is heard). */
  | { step: "wait"; until: number | null }
  | { step: "done" };
