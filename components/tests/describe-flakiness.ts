import { formatCommitCount } from "@/components/commit/format-commit-count";
import type { NowView } from "@/lib/contracts/views";

/** How often a test contradicted itself: its failure may be chance, which is worth another attempt before a repair. */
export function describeFlakiness({ flaky, judged }: NowView["redTrunk"][number]["flakiness"]): string {
  const where = judged === 1 ? "the only commit it judged" : `${flaky} of the last ${formatCommitCount(judged)}`;
  return `Flaky: failed and then passed on ${where}.`;
}
