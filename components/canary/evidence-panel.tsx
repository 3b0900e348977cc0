"use client";

import { describeDispersion } from "@/components/canary/describe-dispersion";
import type { CanaryEvidenceView, CanaryVerdictView } from "@/lib/contracts/canary-views";

/** What a verdict rests on: with whom it was compared, and what could have been seen. */
export function EvidencePanel({ verdict }: { verdict: CanaryVerdictView }) {
  if (!verdict.evidence) return null;
  return (
    <ul className="mt-4 flex max-w-[72ch] flex-col gap-1 text-ink-2">
      {tellFacts(verdict.evidence, verdict.phi ?? 1).map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

function tellFacts({ controls, detects, apart, notes }: CanaryEvidenceView, phi: number): string[] {
  const compared = controls.length > 0 ? [`Compared with ${controls.join(", ")}, at the same time.`] : [];
  const seen = detects === null ? [] : [`Smallest rise of 5xx over the control that this traffic shows: ${detects}.`];
  const spread = controls.length > 0 ? [describeDispersion(phi)] : [];
  const broken = apart.map(
    ({ code, canary, control }) =>
      `Broken off with ${code}: ${canary} requests on the canary, ${control} on the control.`,
  );
  return [...compared, ...seen, ...spread, ...broken, ...notes];
}
