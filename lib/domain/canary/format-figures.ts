const counts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 18000 -> "18,000" */
export function formatCount(count: number): string {
  return counts.format(count);
}

/**
 * "0.33 %", with as many digits as it takes to tell it from 0 %, from 100 % and from the limit it is compared with.
 * @param total more than 0
 */
export function formatShare(count: number, total: number, limitPercent: number): string {
  const percent = (count / total) * 100;
  const toEdge = Math.min(percent, 100 - percent);
  let digits = toEdge > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(toEdge)))) : 0;
  while (digits < 8 && percent !== limitPercent && Number(percent.toFixed(digits)) === limitPercent) digits += 1;
  return `${Number(percent.toFixed(digits))} %`;
}

/** 6.66 -> "6.7", 40.2 -> "40" */
export function formatTimes(times: number): string {
  return times < 10 ? String(Number(times.toFixed(1))) : formatCount(Math.round(times));
}

/** Time since watching began: 130 -> "2 m 10 s" */
export function formatWatch(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} s` : `${minutes} m ${whole % 60} s`;
}

/** Odds beyond this are not told apart: nobody can know a model that well. */
const largestOdds = 1_000_000;

/** Evidence of 10^4.732 -> "53,000": a round number that the odds are at least. */
export function formatOdds(log10Evidence: number): string {
  const odds = Math.min(largestOdds, 10 ** log10Evidence);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(odds)) - 1);
  return formatCount(Math.floor(odds / unit) * unit);
}
