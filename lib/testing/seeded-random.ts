/** Numbers from 0 to less than 1 that are the same for the same seed, so that a simulation is a test. */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How often something happens that happens `mean` times on average. */
export function drawPoisson(random: Random, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal(random)));
  const level = random();
  let count = 0;
  let chance = Math.exp(-mean);
  for (let below = chance; level > below && chance > 0; below += chance) {
    count += 1;
    chance *= mean / count;
  }
  return count;
}

/** How many of `n` happen when each does with this chance. */
export function drawBinomial(random: Random, n: number, share: number): number {
  const [mean, rest] = [n * share, 1 - share];
  if (mean > 50) {
    return Math.min(n, Math.max(0, Math.round(mean + Math.sqrt(mean * rest) * drawNormal(random))));
  }
  const level = random();
  let count = 0;
  let chance = rest ** n;
  for (let below = chance; level > below && count < n; below += chance) {
    chance *= ((n - count) / (count + 1)) * (share / rest);
    count += 1;
  }
  return count;
}

function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
