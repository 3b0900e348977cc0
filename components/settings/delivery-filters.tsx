"use client";

import { useRouter } from "next/navigation";
import { viewAddress } from "@/components/rollout/use-view-query";
import { deliveryStates, deliveryStatus } from "@/components/settings/delivery-status";
import type { SourceView } from "@/lib/contracts/intake-views";

/** Narrows the deliveries to one source or one state. A new filter begins at the newest. */
export function DeliveryFilters({ sources, query }: { sources: SourceView[]; query: URLSearchParams }) {
  const chosen = query.get("source");
  const known = sources.map(({ key, name }): [string, string] => [key, name]);
  const options = chosen && !known.some(([key]) => key === chosen) ? [...known, [chosen, chosen] as const] : known;
  const states = deliveryStates.map((state) => [state, deliveryStatus(state).word] as const);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in every supported browser.
    <div role="group" aria-label="Filter the deliveries" className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Choice label="Source" name="source" query={query} options={options} />
      <Choice label="State" name="state" query={query} options={states} />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  /** The parameter of the address. */
  name: string;
  query: URLSearchParams;
  options: readonly (readonly [value: string, word: string])[];
}

function Choice({ label, name, query, options }: ChoiceProps) {
  const router = useRouter();
  return (
    <label className="flex min-w-0 items-center gap-2 text-meta">
      <span className="text-ink-2">{label}</span>
      <select
        value={query.get(name) ?? ""}
        onChange={(event) => router.replace(viewAddress(query, { [name]: event.target.value, before: null }))}
        className="min-h-8 max-w-full min-w-0 rounded-control border border-edge bg-surface px-2 text-body pointer-coarse:min-h-11"
      >
        <option value="">all</option>
        {options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
