"use client";

import { decisionStatus } from "@/components/decisions/decision-status";
import { GateList } from "@/components/now/gate-list";
import { Fold } from "@/components/ui/fold";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { DecisionRecord } from "@/lib/contracts/planning-views";

/** One decision: when, what and why; its gates and what it was made from on demand. */
export function DecisionRow({ decision }: { decision: DecisionRecord }) {
  const { id, at, action, sentence, gates, inputs } = decision;
  return (
    <li data-row="" data-state={action} className="py-2">
      <div className="grid items-baseline gap-x-4 gap-y-1 md:grid-cols-[14em_10em_minmax(0,1fr)]">
        <Time at={at} />
        <StatusText status={decisionStatus(decision)} />
        <span className="min-w-0 break-words">{sentence}</span>
      </div>
      <div data-row-door="">
        <Fold title="Gates and inputs" hint={`of decision ${id}`}>
          <div className="grid gap-6 rounded-control bg-sunken p-4 md:grid-cols-2">
            <GateList gates={gates} />
            <ScrollRegion label={`Inputs of decision ${id}`}>
              <pre className="font-mono text-log">{JSON.stringify(inputs, null, 2)}</pre>
            </ScrollRegion>
          </div>
        </Fold>
      </div>
    </li>
  );
}
