import type { RolloutEventName } from "@/lib/domain/rollout/transitions";

const sentences = {
  approved: "Approved",
  declined: "Declined",
  expired: "Expired",
  started: "Started",
  stageDeployed: "Stage deployed to its hosts",
  stagePassed: "Stage passed",
  lastStagePassed: "Last stage passed",
  stageRejected: "Stage rejected",
  canaryWarned: "Warning",
  budgetExceeded: "Too many hosts failed, held for a person",
  failuresResolved: "Continued after failed hosts",
  hostRetried: "Host tried again",
  hostSkipped: "Host skipped",
  aheadFailed: "The rollout ahead did not get through",
  stageReopened: "Hosts of the stage deployed again",
  verdictInconclusive: "No verdict, held for a person",
  questionAsked: "Held to ask whether to continue",
  confirmed: "Continued with a yes",
  resumed: "Watched longer",
  extended: "Watched longer, before its end",
  overridden: "Continued without a verdict",
  lastStageOverridden: "Finished without a verdict",
  abortRequested: "Abort requested",
  hostsIdle: "No host in mid-deploy any more",
} as const satisfies Record<RolloutEventName, string>;

/** What happened in a rollout, in words; an event of another kind is told as its name. */
export function describeEvent(event: string): string {
  return event in sentences ? sentences[event as RolloutEventName] : spellEvent(event);
}

/** The name of an event as words: "planCreated" → "Plan created". One name may mean another thing outside a rollout. */
export function spellEvent(event: string): string {
  const words = event
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
