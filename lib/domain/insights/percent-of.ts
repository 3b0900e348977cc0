/**
 * A share in percent, to one decimal. A part that is not the whole is never rounded up to 100, nor one that is there down
 * to 0.
 * @returns null of nothing: that is no share, and above all not a good one
 */
export function percentOf(part: number, whole: number): number | null {
  if (whole === 0) return null;
  if (part === 0 || part === whole) return (part / whole) * 100;
  return Math.min(99.9, Math.max(0.1, Math.round((part / whole) * 1000) / 10));
}
