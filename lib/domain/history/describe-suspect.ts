import { shortSha } from "../commit/short-sha";
import { describeDuration } from "../describe-duration";
import { describeSecond } from "./describe-fleet-at";
import type { ErrorSighting, HostShare, Suspect } from "./rank-suspects";

/** From here on a suspect is said to fit; below, it is only named. */
export const fittingScore = 50;

/** @param before milliseconds from the commit's arrival to the error; negative = it came afterwards */
export function describeTime(before: number, isOfAffected: boolean): string {
  const where = isOfAffected ? "It reached the first affected host" : "It reached the first host";
  const span = describeDuration(Math.abs(before) / 1000);
  if (before < 0) return `${where} ${span} after the error began, which clocks and graphs may well be wrong by.`;
  return `${where} ${span} before the error began.`;
}

export function describeAffected({ ran, total, unknown }: HostShare): string {
  const sentence = `${ran} of ${total} affected ${total === 1 ? "host" : "hosts"} ran it`;
  return `${sentence}${unknown === 0 ? "" : `; of ${unknown} nobody could tell`}.`;
}

export function describeOthers({ ran, total, unknown }: HostShare): string {
  if (total === 0) return "There were no other hosts to compare with.";
  const rest = unknown === 0 ? "" : ` Of ${unknown} other ${unknown === 1 ? "host" : "hosts"} nobody could tell.`;
  if (ran === 0) return `${unknown === total ? "Nothing is known of the other hosts." : `No other host did.${rest}`}`;
  return `${ran} of ${total} other hosts ran it too, without the error.${rest}`;
}

/** What came of the search as a whole; honest when nothing matches. */
export function describeSearch(
  suspects: readonly Suspect[],
  { error, wentBack, since }: { error: ErrorSighting; wentBack: number[]; since: number | null },
): string {
  const sentences = [tellMatch(suspects, error)];
  if (error.hosts === null && suspects.length > 0) {
    sentences.push("Only the time was compared: nobody said on which hosts the error was seen.");
  }
  if (wentBack.length > 0) {
    const rollouts = wentBack.map((number) => `#${number}`).join(", ");
    sentences.push(`${rollouts} took commits away in that time: an error can also come from what is missing.`);
  }
  if (since !== null && error.since < since) {
    sentences.push(`Nothing is recorded before ${describeSecond(since)}.`);
  }
  return sentences.join(" ");
}

function tellMatch(suspects: readonly Suspect[], error: ErrorSighting): string {
  const began = describeSecond(error.since);
  const [best] = suspects;
  if (!best) return `No commit reached ${error.hosts ? "an affected host" : "a host"} in the 24 h before ${began}.`;
  const equals = suspects.filter((suspect) => suspect.score === best.score);
  const names = equals
    .slice(0, 5)
    .map((suspect) => shortSha(suspect.commit.sha))
    .join(", ");
  if (best.score < fittingScore) return `No commit fits the error that began at ${began}; nearest comes ${names}.`;
  if (equals.length === 1) return `${names} fits best the error that began at ${began}.`;
  const more = equals.length > 5 ? ", …" : "";
  const together = equals.every((suspect) => suspect.firstAt === best.firstAt) ? ", as they came together" : "";
  return `${equals.length} commits fit equally well${together}: ${names}${more}.`;
}
