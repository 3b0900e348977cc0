"use client";

import { type QueueFilter, queueChoices } from "@/components/now/filter-queue";
import { changeViewQuery } from "@/components/rollout/use-view-query";
import { isTestStatus, testStatus } from "@/components/ui/status";
import type { QueuedCommitView } from "@/lib/contracts/views";

const control =
  "min-h-8 max-w-full rounded-control border border-edge bg-surface px-2 text-body pointer-coarse:min-h-11";

/** Narrows the queue to one's own commits, an author's, or those with a test status. The address keeps the choice. */
export function QueueFilters({ queue, filter }: { queue: readonly QueuedCommitView[]; filter: QueueFilter }) {
  const { authors, statuses } = queueChoices(queue, filter);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in every supported browser.
    <div role="group" aria-label="Filter the queue" className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-2">
      <button
        type="button"
        aria-pressed={filter.mine}
        onClick={() => changeViewQuery({ mine: filter.mine ? null : "1" }, "replace")}
        className={`${control} px-3 font-semibold text-ink-2 hover:bg-sunken aria-pressed:bg-idle-soft aria-pressed:text-ink aria-pressed:underline aria-pressed:underline-offset-4`}
      >
        Mine
      </button>
      <Choice label="Author" name="author" value={filter.author} options={authors.map((name) => [name, name])} />
      <Choice
        label="Tests"
        name="status"
        value={filter.status}
        options={statuses.map((status) => [status, statusWord(status)])}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  /** The parameter of the address. */
  name: string;
  value: string | null;
  options: readonly (readonly [value: string, word: string])[];
}

function Choice({ label, name, value, options }: ChoiceProps) {
  return (
    <label className="flex min-w-0 items-center gap-2 text-meta">
      <span className="text-ink-2">{label}</span>
      <select
        value={value ?? ""}
        onChange={(event) => changeViewQuery({ [name]: event.target.value }, "replace")}
        className={`${control} min-w-0`}
      >
        <option value="">all</option>
        {options.map(([each, word]) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The word of a status; an address may also name one that does not exist. */
function statusWord(status: string): string {
  return isTestStatus(status) ? testStatus(status).word : status;
}
