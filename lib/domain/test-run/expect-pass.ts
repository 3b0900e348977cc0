import { longestWait } from "./usual-duration";

/** An unfinished run, and since when it is awaited. Epoch seconds. */
export type OpenRun = { context: string; since: number };

/**
 * When the tests of a commit should have passed, if they pass: when the last of its open contexts has taken as long as it
 * usually does. Null when nobody can tell: a context has no history, is silent for too long, or none is open.
 * @param open unfinished runs, and required contexts nobody has reported yet (awaited since the commit landed)
 */
export function expectPass(
  open: readonly OpenRun[],
  { usual, now }: { usual: ReadonlyMap<string, number>; now: number },
): number | null {
  const times = open.map(({ context, since }) => {
    const seconds = usual.get(context);
    return seconds === undefined || now - since > longestWait(seconds) ? null : since + seconds;
  });
  return times.length === 0 || times.includes(null) ? null : Math.max(...(times as number[]));
}
