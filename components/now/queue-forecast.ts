import type { QueuedCommitView } from "@/lib/contracts/views";

type Foreseen = Pick<QueuedCommitView, "forecast" | "deployBy" | "late">;

/** "with the next rollout, if its tests pass": which of the coming rollouts takes a commit, and on what condition. */
export function describeForecast({ rollout, assumes }: NonNullable<QueuedCommitView["forecast"]>): string {
  const which = rollout === 1 ? "with the next rollout" : `with the ${ordinal(rollout)} rollout from now`;
  return assumes === null ? which : `${which}, ${assumes}`;
}

/** How a commit stands to its time goal: missed already, going to miss it as things stand, or in time. */
export function judgeDeadline({ forecast, deployBy, late }: Foreseen): "late" | "will-be-late" | "in-time" {
  if (late) return "late";
  return forecast !== null && Date.parse(forecast.liveAt) > Date.parse(deployBy) ? "will-be-late" : "in-time";
}

/** Whether a line stands above a row: commits that travel together are not parted, those that travel with nobody are. */
export function beginsRollout(before: Foreseen | undefined, row: Foreseen): boolean {
  return row.forecast === null || before?.forecast?.rollout !== row.forecast.rollout;
}

function ordinal(count: number): string {
  const tens = count % 100;
  const ending = tens >= 11 && tens <= 13 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[count % 10] ?? "th");
  return `${count}${ending}`;
}
