import { countHosts } from "@/components/rollout/abort-ladder";
import type { RolloutSummary } from "@/lib/contracts/views";

/** What a force-stop would do now, in numbers. */
export function describeForceStop({ running, unknown, queued }: RolloutSummary["hosts"]): string[] {
  const lines: string[] = [];
  if (running > 0) {
    lines.push(
      `${countHosts(running)} in the middle of a deploy: recorded as unknown, the commands there may still run.`,
    );
  }
  if (unknown > 0) lines.push(`${countHosts(unknown)} without data: left so, and asked no more.`);
  if (queued > 0) lines.push(`${countHosts(queued)} waiting: never ${queued === 1 ? "starts" : "start"}.`);
  return [...lines, "The automation halts until a person resumes it."];
}
