import { z } from "zod";
import { stopOutcomes } from "../domain/insights/settle-canary-stops";

const time = z.iso.datetime();
const whole = z.number().int();
const rollout = z.number().int();
const date = z.string().describe("A day of the zone, YYYY-MM-DD");
const seconds = z.number().nullable().describe("Null = no data");
const percent = z.number().nullable().describe("To one decimal; null = no data, as of nothing there is no share");
/** The figures as a sentence, also when there are none. */
const summary = z.string();
/** What is counted, as a sentence. */
const definition = z.string();

const endings = { succeeded: whole, failed: whole, aborted: whole };
const waits = { commits: whole, p50: seconds, p95: seconds, withinGoal: whole, percentWithinGoal: percent };

/** How the delivery of a project has gone. Percentiles are by nearest rank. */
export const insightsViewSchema = z.object({
  project: z.string(),
  days: whole,
  zone: z.string(),
  /** The beginning of the first day. */
  from: time,
  /** Rollouts by how they ended. */
  endings: z.object({ summary, ...endings, rollbacks: whole, perDay: z.array(z.object({ date, ...endings })) }),
  /** Rollouts by how many commits they carried. */
  carriedCommits: z.object({
    ...{ summary, rollouts: whole, mean: z.number().nullable() },
    ...{ one: whole, two: whole, three: whole, more: whole },
  }),
  /** From landing to live, against the time goal in seconds. */
  landingToLive: z.object({
    summary,
    definition,
    goal: z.number(),
    ...waits,
    perDay: z.array(z.object({ date, ...waits })),
  }),
  canaryStops: z.object({
    ...{ summary, definition, judged: whole, stopped: whole },
    ...{ confirmed: whole, overruled: whole, lifted: whole, open: whole },
    stops: z.array(z.object({ rollout, at: time, by: z.enum(["failed", "held"]), outcome: z.enum(stopOutcomes) })),
  }),
  /** The change failure rate. */
  changeFailures: z.object({
    ...{ summary, definition, rollouts: whole, rolledBack: whole, failed: whole, percent },
    failures: z.array(z.object({ rollout, how: z.enum(["rolled back", "failed"]), endedAt: time })),
  }),
  /** Time to restore; null = not yet. */
  restores: z.object({
    ...{ summary, definition, restored: whole, open: whole, p50: seconds, longest: seconds },
    failures: z.array(
      z.object({
        ...{ rollout, knownAt: time, restoredAt: time.nullable() },
        ...{ restoredBy: rollout.nullable(), seconds: z.number().nullable() },
      }),
    ),
  }),
  serverTime: time,
});

export type InsightsView = z.infer<typeof insightsViewSchema>;
