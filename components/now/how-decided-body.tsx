"use client";

import Link from "next/link";
import { GateButton } from "@/components/now/gate-button";
import { GateList } from "@/components/now/gate-list";
import { Time } from "@/components/ui/time";
import type { NowView } from "@/lib/contracts/views";

/** The arithmetic of the selection, and every gate with what it found and what opens it. */
export function HowDecidedBody({ view }: { view: NowView }) {
  const decision = view.next;
  return (
    <div className="mt-2 grid grid-cols-1 gap-6 rounded-control bg-sunken p-4 md:grid-cols-2">
      <section aria-label="Gates">
        <h3 className="mb-2 text-meta font-semibold text-ink-2">Gates, in order</h3>
        <GateList gates={decision.gates} control={(gate) => <GateButton gate={gate} view={view} />} />
      </section>
      <section aria-label="Arithmetic">
        <h3 className="mb-2 text-meta font-semibold text-ink-2">Arithmetic</h3>
        {decision.how.length === 0 ? (
          <p className="text-ink-2">There was nothing to calculate.</p>
        ) : (
          <ol className="flex flex-col gap-1">
            {decision.how.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        )}
      </section>
      <p className="text-meta text-ink-2 md:col-span-2">
        Decided at <Time at={decision.computedAt} relative={false} />.{" "}
        <Link
          href={`/p/${view.project}/decisions`}
          className="inline-flex min-h-6 items-center text-run underline underline-offset-2"
        >
          Earlier decisions
        </Link>
      </p>
    </div>
  );
}
