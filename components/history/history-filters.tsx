"use client";

import { type HistoryFilter, historyStatuses } from "@/components/history/history-filter";
import { changeViewQuery } from "@/components/rollout/use-view-query";
import { Button } from "@/components/ui/button";
import { fieldClass } from "@/components/ui/field-class";

/** Narrows the rollouts by a text or by their result. A new filter begins at the newest. */
export function HistoryFilters({ filter }: { filter: HistoryFilter }) {
  const narrow = (changes: Record<string, string>) => changeViewQuery({ ...changes, before: null }, "replace");
  return (
    <form
      aria-label="Filter the rollouts"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 text-meta"
      onSubmit={(event) => {
        event.preventDefault();
        narrow({ q: `${new FormData(event.currentTarget).get("q") ?? ""}` });
      }}
    >
      <label className="flex min-w-0 grow items-center gap-2 sm:max-w-96">
        <span className="text-ink-2">Find</span>
        <input
          key={filter.text}
          name="q"
          type="search"
          maxLength={200}
          defaultValue={filter.text ?? ""}
          placeholder="#12, a sha, who, a commit"
          className={fieldClass}
        />
      </label>
      <Button type="submit">Find</Button>
      <label className="flex items-center gap-2">
        <span className="text-ink-2">Result</span>
        <select
          value={filter.status ?? ""}
          onChange={(event) => narrow({ status: event.target.value })}
          className={`${fieldClass} w-auto`}
        >
          <option value="">all</option>
          {Object.entries(historyStatuses).map(([status, word]) => (
            <option key={status} value={status}>
              {word}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}
