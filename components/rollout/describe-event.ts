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
  verdictInconclusive: "No verdict, held for a person",
  questionAsked: "Held to ask whether to continue",
  confirmed: "Continued with a yes",
  resumed: "Watched longer",
  overridden: "Continued without a verdict",
  lastStageOverridden: "Finished without a verdict",
  abortRequested: "Abort requested",
  hostsIdle: "No host in mid-deploy any more",
} as const satisfies Record<RolloutEventName, string>;

/** What happened, in words; an event of another kind is told as its name: "planCreated" → "Plan created". */
export function describeEvent(event: string): string {
  if (event in sentences) return sentences[event as RolloutEventName];
  const words = event
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
