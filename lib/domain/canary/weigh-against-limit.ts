import { logMean } from "./log-factorial";

/**
 * `alpha`: a canary within the limit is stopped at most this often per rule, however often it is looked at. Fewer bad
 * requests than `minErrors` never stop one.
 */
export type EvidenceNeed = { alpha: number; minErrors: number };

/** How many times worse than the limit the alternatives are that share the bet. */
const alternatives = [1.5, 2, 4, 10, 40, 150] as const;

/**
 * log10 of the evidence that more than `limit` of all requests are bad: the mean likelihood ratio of some worse rates
 * against the limit itself. It may be looked at after every request: if the true rate is within the limit, the chance
 * that the evidence ever reaches X is at most 1/X (Ville's inequality). 0 = nothing learned.
 * @param limit share of bad requests that is still allowed, 0 … 1
 */
export function weighAgainstLimit({ bad, total }: { bad: number; total: number }, limit: number): number {
  const worse = alternatives.filter((times) => limit * times < 1);
  if (limit <= 0 || worse.length === 0) return 0;
  const logs = worse.map(
    (times) => bad * Math.log(times) + (total - bad) * (Math.log1p(-limit * times) - Math.log1p(-limit)),
  );
  return logMean(logs) / Math.LN10;
}

/** Whether evidence and errors are enough to stop a canary before its bake has ended. */
export function isEvidenceEnough(log10Evidence: number, bad: number, { alpha, minErrors }: EvidenceNeed): boolean {
  return bad >= minErrors && log10Evidence >= -Math.log10(alpha);
}
