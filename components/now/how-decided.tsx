"use client";

import { Glyph } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import type { DecisionView } from "@/lib/contracts/views";

/** The arithmetic of the selection and every gate with what it found. */
export function HowDecided({ decision }: { decision: DecisionView }) {
  return (
    <details className="group mt-2">
      <summary className="inline-flex min-h-8 items-center gap-1.5 rounded-control px-1 text-run select-none pointer-coarse:min-h-11">
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" className="group-open:rotate-90">
          <path d="M3 1l5 4-5 4z" fill="currentColor" />
        </svg>
        How decided
      </summary>
      <div className="mt-2 grid gap-6 rounded-control bg-sunken p-4 md:grid-cols-2">
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
        <section aria-label="Gates">
          <h3 className="mb-2 text-meta font-semibold text-ink-2">Gates, in order</h3>
          <ol className="flex flex-col gap-1">
            {decision.gates.map((gate) => (
              <li key={gate.gate} data-state={gate.open ? "open" : "closed"} className="flex items-start gap-2">
                <span
                  className={`inline-flex w-20 shrink-0 items-center gap-1.5 font-semibold ${gate.open ? "text-ok" : "text-hold"}`}
                >
                  <Glyph code={gate.open ? "ok" : "hold"} size={14} />
                  {gate.open ? "Open" : "Closed"}
                </span>
                <span className="min-w-0">{gate.text}</span>
              </li>
            ))}
          </ol>
        </section>
        <p className="text-meta text-ink-3 md:col-span-2">
          Decided at <Time at={decision.computedAt} relative={false} />
        </p>
      </div>
    </details>
  );
}
