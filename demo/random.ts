/**
 * A number from 0 to below 1 that depends on nothing but its arguments, so that a demo with the same seed tells the same
 * story after any number of restarts.
 */
export function randomAt(seed: number, index: number, salt: string): number {
  let hash = (seed ^ Math.imul(index + 1, 0x9e3779b1)) >>> 0;
  for (const character of salt) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One of `choices`; throws when there is none. */
export function pickAt<T>(choices: readonly T[], at: { seed: number; index: number; salt: string }): T {
  const choice = choices[Math.floor(randomAt(at.seed, at.index, at.salt) * choices.length)];
  if (choice === undefined) throw new Error(`Nothing to pick from for ${at.salt}.`);
  return choice;
}
