import { randomAt } from "../random";
import type { LandingKind } from "./types";

export type PlannedLanding = {
  kind: LandingKind;
  /** Seconds since the landing before. */
  pause: number;
  /** Waits until every commit before it is live, so that the audience sees one thing at a time. */
  afterQuiet: boolean;
};

const redShare = 1 / 10;
const badShare = 1 / 12;
const shortestPause = 15;
const longestPause = 40;

/** How every fresh demo begins: a normal rollout, a red commit that rides along with its fix, a bad commit. */
export const opening: readonly PlannedLanding[] = [
  { kind: "normal", pause: 3, afterQuiet: true },
  { kind: "red", pause: 6, afterQuiet: true },
  { kind: "fix", pause: 8, afterQuiet: false },
  { kind: "bad", pause: 6, afterQuiet: true },
  { kind: "normal", pause: 15, afterQuiet: false },
];

/** What lands as the `index`-th commit of a demo (from 0), reverts not counted. */
export function planLanding(seed: number, index: number): PlannedLanding {
  const scripted = opening[index];
  if (scripted) return scripted;
  const kindDraw = randomAt(seed, index, "kind");
  const kind = kindDraw < redShare ? "red" : kindDraw < redShare + badShare ? "bad" : "normal";
  const pause = shortestPause + randomAt(seed, index, "pause") * (longestPause - shortestPause);
  return { kind, pause, afterQuiet: false };
}
