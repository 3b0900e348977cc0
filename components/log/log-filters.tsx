"use client";

import type { LineFilterState } from "@/components/log/use-line-filter";

interface LogFiltersProps {
  /** Names of the rollout's stages. */
  stages: string[];
  filter: LineFilterState;
}

/** Which lines are shown: those of a stage, of a host, or all. */
export function LogFilters({ stages, filter }: LogFiltersProps) {
  return (
    <>
      {stages.length > 1 && (
        <Choice label="Stage" value={filter.stage} options={stages} onChoose={filter.chooseStage} />
      )}
      <Choice label="Host" value={filter.host} options={filter.hosts} onChoose={filter.chooseHost} />
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: string | null;
  options: string[];
  onChoose: (value: string | null) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <label className="flex items-center gap-2 text-meta">
      <span className="text-ink-2">{label}</span>
      <select
        value={value ?? ""}
        onChange={(event) => onChoose(event.target.value || null)}
        className="min-h-8 max-w-44 rounded-control border border-edge bg-surface px-2 pointer-coarse:min-h-11"
      >
        <option value="">all</option>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}
