/** A share of requests compared with a percentage, in whole numbers: 7/10000·100 as a float is 0.0699…, which is not 0.07. */

export type ComparisonOperator = "<" | "<=" | ">" | ">=";

/** A decimal number as `value / scale`, without rounding. */
type Decimal = { value: bigint; scale: bigint };

const comparisons = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
} as const satisfies Record<ComparisonOperator, (left: bigint, right: bigint) => boolean>;

/** Whether `count` of `total` is `op` `percent`; counts are whole numbers and `total` is more than 0. */
export function isShare(share: { count: number; total: number }, op: ComparisonOperator, percent: number): boolean {
  if (share.total <= 0) throw new RangeError("0 of 0 is not a rate");
  const { value, scale } = toDecimal(percent);
  return comparisons[op](BigInt(share.count) * 100n * scale, value * BigInt(share.total));
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
