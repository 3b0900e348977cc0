type Bake = { analysis: boolean; warmup: number; for: number };

/**
 * How long a stage is observed. Where numbers are watched the first of them do not count, and those of the end are waited
 * for; where it is only waited, all of the time does.
 */
export function bakeSeconds({ analysis, warmup, for: seconds }: Bake, delay: number): number {
  return analysis ? warmup + seconds + delay : seconds;
}
