import type { RolloutFact } from "./insight-facts";
import type { InsightWindow } from "./insight-window";
import { listDays } from "./list-days";

/** Noon of the last of three days, for tests. */
export const noon = Date.UTC(2026, 10, 30, 12);

export const threeDays: InsightWindow = { days: listDays(noon, 3, "UTC"), words: "in these 3 days" };

/** So many minutes after noon. */
export const after = (minutes: number) => noon + minutes * 60_000;

/** A rollout of one commit that passed its canary and succeeded within 10 minutes, begun so many minutes after noon. */
export function rolloutFact(number: number, minutes: number, changes: Partial<RolloutFact> = {}): RolloutFact {
  return {
    number,
    kind: "forward",
    state: "succeeded",
    commits: 1,
    toRevision: `revision ${number}`,
    createdAt: after(minutes),
    startedAt: after(minutes),
    endedAt: after(minutes + 10),
    failedAt: null,
    failedBehind: false,
    undoes: null,
    rollbackWishedAt: null,
    canary: { passedAt: after(minutes + 5) },
    judgedFrom: after(minutes + 1),
    ...changes,
  };
}
