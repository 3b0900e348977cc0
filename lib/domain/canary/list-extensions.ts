/** No stage is watched for longer than a project file can ask for, seconds: what takes more than a day is another question. */
export const longestWatchSeconds = 24 * 3600;

/** Of a stage that is being watched; times in epoch milliseconds. */
export type Watch = { bake: { for: number; extendTo: number }; deployedAt: number; bakeUntil: number };

/**
 * By how many seconds a person can have a stage watched longer: its bake once or twice more, or for as long as it may be
 * extended to. Shortest first; none = it is watched for as long as a stage may be.
 */
export function listExtensions({ bake, deployedAt, bakeUntil }: Watch): number[] {
  const left = deployedAt + longestWatchSeconds * 1000 - bakeUntil;
  const lengths = [bake.for, 2 * bake.for, bake.extendTo].map((seconds) => Math.ceil(seconds));
  return [...new Set(lengths)].filter((seconds) => seconds * 1000 <= left).toSorted((a, b) => a - b);
}
