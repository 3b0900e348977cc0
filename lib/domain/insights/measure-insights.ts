import { type CarriedCommits, countCarriedCommits } from "./count-carried-commits";
import { countEndings, type EndingCounts } from "./count-endings";
import type { InsightFacts } from "./insight-facts";
import type { InsightWindow } from "./insight-window";
import { type ChangeFailures, measureChangeFailures } from "./measure-change-failures";
import { type LandingToLive, measureLandingToLive } from "./measure-landing-to-live";
import { measureRestores, type Restores } from "./measure-restores";
import { type CanaryStops, settleCanaryStops } from "./settle-canary-stops";

/** How the delivery of a project has gone: each part with a sentence that says its figures. */
export type Insights = {
  endings: EndingCounts;
  carriedCommits: CarriedCommits;
  landingToLive: LandingToLive;
  canaryStops: CanaryStops;
  changeFailures: ChangeFailures;
  restores: Restores;
};

/** @param goal the time goal of the project, seconds */
export function measureInsights(facts: InsightFacts, scope: { window: InsightWindow; goal: number }): Insights {
  const { rollouts } = facts;
  const { window } = scope;
  return {
    endings: countEndings(rollouts, window),
    carriedCommits: countCarriedCommits(rollouts, window),
    landingToLive: measureLandingToLive(facts.wentLive, scope),
    canaryStops: settleCanaryStops(facts, window),
    changeFailures: measureChangeFailures(rollouts, window),
    restores: measureRestores(rollouts, window),
  };
}
