import type { RolloutRow } from "@/lib/db/rollouts";
import type { Act } from "./record-act";

/** What an act that begins a rollout tells of it. */
export function describeRollout({
  projectId,
  number,
  kind,
  fromRevision,
  toRevision,
  commitCount,
}: RolloutRow): Pick<Act, "projectId" | "target" | "details"> {
  return {
    projectId,
    target: `rollout #${number}`,
    details: { kind, before: fromRevision, after: toRevision, commitCount },
  };
}
