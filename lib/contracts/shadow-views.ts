import { z } from "zod";

const rateShape = {
  /** Times a host to which nothing was deployed was judged, with a verdict, by the limits in force. */
  windows: z.number().int(),
  /** How many of them would have been stopped. */
  stopped: z.number().int(),
  /** Where the true share is with 95 % confidence, in percent; null = no window yet. */
  confidence: z.object({ from: z.number(), to: z.number() }).nullable(),
  /** All of that as a sentence. */
  sentence: z.string(),
};

export const limitRateSchema = z.object({
  /** A rule as the project file writes it ("5xx < 0.5"), or what is compared: 5xx, endpoints, latency, 4xx. */
  limit: z.string(),
  ...rateShape,
});

/** How often the judge would have stopped a host to which nothing was deployed. */
export const shadowViewSchema = z.object({
  /** The project file asks for it. */
  isOn: z.boolean(),
  /** Of the last days. */
  days: z.number().int(),
  /** Times the numbers allowed no verdict. */
  inconclusive: z.number().int(),
  /** By any limit. */
  any: z.object(rateShape),
  rules: z.array(limitRateSchema),
  comparisons: z.array(limitRateSchema),
});

export type LimitRate = z.infer<typeof limitRateSchema>;
export type ShadowView = z.infer<typeof shadowViewSchema>;
