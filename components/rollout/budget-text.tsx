import { describeBudget } from "@/components/rollout/rollout-progress";
import { Glyph } from "@/components/ui/glyph";
import type { RolloutSummary } from "@/lib/contracts/views";

/** How many hosts failed, against how many may. Nothing once aborted: hosts the abort stopped count as failed too. */
export function BudgetText({ rollout }: { rollout: Pick<RolloutSummary, "failureBudget" | "abort"> }) {
  if (rollout.abort !== null) return null;
  const budget = rollout.failureBudget;
  const { text, exceeded } = describeBudget(budget);
  const code = exceeded ? "fail" : budget.failed > 0 ? "warn" : null;
  return (
    <span className="inline-flex items-center gap-1.5 sm:whitespace-nowrap">
      {code && <Glyph code={code} size={14} />}
      <span>
        <span className="text-ink-2">Failed hosts:</span> {text}
      </span>
    </span>
  );
}
