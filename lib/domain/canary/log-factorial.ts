/** Stirling's series is exact to the last digits of a number from here on. */
const smallest = 32;

/**
 * log of n·(n-1)·…·(n-d+1), the product of d factors; 0 <= d <= n. The error grows with d and not with n: taking one
 * log-factorial from another would lose what ten errors among ten million requests say.
 */
export function logFalling(n: number, d: number): number {
  if (d === 0) return 0;
  const rest = n - d;
  if (rest < smallest) return Math.log(rest + 1) + logFalling(n, d - 1);
  return d * Math.log(n) - (rest + 0.5) * Math.log1p(-d / n) - d + correction(n) - correction(rest);
}

function correction(k: number): number {
  const square = k * k;
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / k;
}

/** log of the sum of numbers given as logarithms. */
export function logSum(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
}

/** log of the mean of numbers given as logarithms. */
export function logMean(logs: readonly number[]): number {
  return logSum(logs) - Math.log(logs.length);
}
