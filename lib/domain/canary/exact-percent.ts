/** A share of requests compared with a percentage, in whole numbers: 7/10000·100 as a float is 0.0699…, which is not 0.07. */

export type ComparisonOperator = "<" | "<=" | ">" | ">=";

/** Whole numbers; `total` is more than 0. */
export type Share = { count: number; total: number };

/** A decimal number as `value / scale`, without rounding. */
type Decimal = { value: bigint; scale: bigint };

const comparisons = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
} as const satisfies Record<ComparisonOperator, (left: bigint, right: bigint) => boolean>;

/** Whether `count` of `total` is `op` `percent`. */
export function isShare(share: Share, op: ComparisonOperator, percent: number): boolean {
  if (share.total <= 0) throw new RangeError("0 of 0 is not a rate");
  const { value, scale } = toDecimal(percent);
  return comparisons[op](BigInt(share.count) * 100n * scale, value * BigInt(share.total));
}

/** Whether the share of `a` is at least `times` that of `b`; of 0 every other share is infinitely many times. */
export function isTimesAsFrequent(a: Share, b: Share, times: number): boolean {
  const { value, scale } = toDecimal(times);
  return BigInt(a.count) * BigInt(b.total) * scale >= value * BigInt(b.count) * BigInt(a.total);
}

/** Whether the share of `a` is at least `points` percentage points above that of `b`. */
export function isPointsAbove(a: Share, b: Share, points: number): boolean {
  const { value, scale } = toDecimal(points);
  const [left, right] = [BigInt(a.count) * BigInt(b.total), BigInt(b.count) * BigInt(a.total)];
  return (left - right) * 100n * scale >= value * BigInt(a.total) * BigInt(b.total);
}

/**
 * Requests after which seeing no bad one says that fewer than `percent` are bad, with 95 % confidence (the rule of
 * three): ceil(300 / percent). Null for 0 %, which no number of requests can show.
 */
export function countRequestsToShow(percent: number): number | null {
  const { value, scale } = toDecimal(percent);
  return value <= 0n ? null : Number((300n * scale + value - 1n) / value);
}

/** 100 - `percent`, exactly as its digits are written. */
export function complementPercent(percent: number): number {
  const { value, scale } = toDecimal(percent);
  return Number(100n * scale - value) / Number(scale);
}

function toDecimal(number: number): Decimal {
  const [digits = "0", exponent = "0"] = String(number).split("e");
  const [whole = "0", fraction = ""] = digits.split(".");
  const shift = fraction.length - Number(exponent);
  const value = BigInt(whole + fraction);
  return shift >= 0 ? { value, scale: 10n ** BigInt(shift) } : { value: value * 10n ** BigInt(-shift), scale: 1n };
}
