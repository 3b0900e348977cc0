import { countHosts } from "@/components/rollout/abort-ladder";
import type { RollbackPreview } from "@/lib/contracts/rollback-views";

type Way = Pick<RollbackPreview, "hosts" | "stages" | "concurrency">;

/** Whether the hosts are taken stage by stage instead of all at once. */
export function isStaged({ stages }: Pick<Way, "stages">): boolean {
  return stages.length > 1 || stages.some((stage) => stage.watched);
}

/** How many hosts go back, and in which order. */
export function describeWay({ hosts, stages, concurrency }: Way): string {
  const all = countHosts(hosts.affected);
  if (isStaged({ stages })) {
    return `${all} stage by stage: ${stages.map((stage) => `${stage.name} (${countHosts(stage.hosts)})`).join(", ")}`;
  }
  if (hosts.affected <= concurrency) return `${all}, ${hosts.affected > 1 ? "all at once, " : ""}without a canary`;
  return `${all} of all stages, up to ${concurrency} at the same time, without a canary`;
}
