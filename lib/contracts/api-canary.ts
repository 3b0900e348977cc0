import { z } from "zod";
import { type ApiRoute, byNumber, byProject, time } from "./api-route";

/** Points of one arm in one answer at most: more are no longer told apart in a small chart. */
export const mostSeriesPoints = 150;

const answeredSchema = z.object({ n: z.number().int().min(1), bad: z.number().int().min(0) });
const totalSchema = answeredSchema.extend({ n: z.number().int().min(0) });

/** One metric of a watched stage along the time, as its newest verdict counted it. */
export const metricSeriesSchema = z.object({
  /** As the verdict names them. */
  metric: z.string(),
  limit: z.string(),
  /** The limit in percent of what it counts; null = it depends on a control that has answered nothing. */
  limitPercent: z.number().nullable(),
  /** All intervals together. */
  canary: totalSchema,
  /** Null = there is no control, or it has answered nothing. */
  control: answeredSchema.nullable(),
  /** Oldest first, without holes; an arm is null where it has answered nothing, and no share is known. */
  points: z
    .array(z.object({ at: time, canary: answeredSchema.nullable(), control: answeredSchema.nullable() }))
    .max(mostSeriesPoints),
});

export const stageSeriesSchema = z.object({
  /** Of the stage in its rollout. */
  index: z.number().int(),
  deployedAt: time,
  /** End of the warm-up: what was answered before is not counted. */
  watchedFrom: time,
  /** The look whose verdict these are the numbers of. */
  verdictAt: time,
  intervalSeconds: z.number(),
  /** More than 1: a point stands for so many intervals and shows, for each arm, the worst of them. */
  intervalsPerPoint: z.number().int(),
  /** One for each row of the verdict; empty = what was answered is no longer kept. */
  metrics: z.array(metricSeriesSchema),
});

/** How the canary and the control answered on each watched stage that has been judged. */
export const canarySeriesSchema = z.object({ stages: z.array(stageSeriesSchema), serverTime: time });

export type MetricSeriesView = z.infer<typeof metricSeriesSchema>;
export type StageSeriesView = z.infer<typeof stageSeriesSchema>;
export type CanarySeriesView = z.infer<typeof canarySeriesSchema>;

export const canaryRoutes = {
  readCanarySeries: {
    method: "GET",
    path: "/rollouts/{number}/canary-series",
    permission: "read",
    summary: "What the canary and the control of each judged stage answered, interval by interval",
    params: byNumber,
    query: byProject,
    status: 200,
    reply: canarySeriesSchema,
  },
} as const satisfies Record<string, ApiRoute>;
