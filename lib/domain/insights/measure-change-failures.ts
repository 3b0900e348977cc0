import { countWords } from "./count-words";
import type { RolloutFact } from "./insight-facts";
import { type InsightWindow, isWithin } from "./insight-window";
import { listRollbacksAsked } from "./list-rollbacks-asked";
import { percentOf } from "./percent-of";

export type ChangeFailures = {
  summary: string;
  definition: string;
  /** Rollouts that got past their canary, or had none. */
  rollouts: number;
  rolledBack: number;
  failed: number;
  /** Share of the two; null = there was no rollout to fail. */
  percent: number | null;
  /** Newest first. */
  failures: { rollout: number; how: "rolled back" | "failed"; endedAt: string }[];
};

const failureDefinition =
  "Of the rollouts that ended, were no rollbacks, and got past their canary or had none: the share that a rollback took back, or that failed afterwards. One that failed only because the rollout ahead of it did is left out.";

/** Change failure rate: what the canary let through, and should not have. */
export function measureChangeFailures(rollouts: readonly RolloutFact[], window: InsightWindow): ChangeFailures {
  const passed = rollouts.filter(
    (rollout) => isWithin(window, rollout.endedAt) && isPastCanary(rollout) && !rollout.failedBehind,
  );
  const asked = listRollbacksAsked(rollouts);
  const failures = passed
    .flatMap(({ number, state, endedAt }) => {
      const how = asked.has(number) ? ("rolled back" as const) : state === "failed" && ("failed" as const);
      return how ? [{ rollout: number, how, endedAt: new Date(endedAt ?? 0).toISOString() }] : [];
    })
    .toSorted((a, b) => b.rollout - a.rollout);
  const rolledBack = failures.filter(({ how }) => how === "rolled back").length;
  const counts = {
    ...{ rollouts: passed.length, rolledBack, failed: failures.length - rolledBack },
    percent: percentOf(failures.length, passed.length),
  };
  return { summary: summarise(counts, window), definition: failureDefinition, ...counts, failures };
}

function isPastCanary({ kind, state, startedAt, canary }: RolloutFact): boolean {
  if (kind === "rollback" || startedAt === null || state === "discarded") return false;
  return canary === null || canary.passedAt !== null || state === "succeeded";
}

type Counts = Pick<ChangeFailures, "rollouts" | "rolledBack" | "failed" | "percent">;

function summarise({ rollouts, rolledBack, failed, percent }: Counts, { words }: InsightWindow): string {
  if (percent === null) return `No rollout got past its canary and ended ${words}: no data.`;
  const among = `of ${countWords(rollouts, "rollout")} that got past their canary ${words}`;
  if (rolledBack + failed === 0) return `None ${among} failed afterwards.`;
  const how = `${rolledBack} rolled back, ${failed} failed`;
  return `${rolledBack + failed} ${among} (${percent} %) failed afterwards: ${how}.`;
}
