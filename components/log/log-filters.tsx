"use client";

import type { LineFilterState } from "@/components/log/use-line-filter";
import { type LineLevel, lineLevels } from "@/lib/domain/log/line-levels";

interface LogFiltersProps {
  /** Names of the rollout's stages. */
  stages: string[];
  filter: LineFilterState;
}

const levelWords = {
  errors: "errors",
  stderr: "stderr",
  sauron: "Sauron's own",
} as const satisfies Record<LineLevel, string>;

const levels = lineLevels.map((value) => ({ value, word: levelWords[value] }));

/** Which lines are shown: those of a stage, of a host, of a kind, or all. */
export function LogFilters({ stages, filter }: LogFiltersProps) {
  return (
    <>
      {stages.length > 1 && (
        <Choice label="Stage" value={filter.stage} options={asOptions(stages)} onChoose={filter.chooseStage} />
      )}
      <Choice label="Host" value={filter.host} options={asOptions(filter.hosts)} onChoose={filter.chooseHost} />
      <Choice label="Lines" value={filter.level} options={levels} onChoose={filter.chooseLevel} />
    </>
  );
}

function asOptions(names: string[]): Option[] {
  return names.map((name) => ({ value: name, word: name }));
}

interface Option {
  value: string;
  word: string;
}

interface ChoiceProps {
  label: string;
  value: string | null;
  options: readonly Option[];
  onChoose: (value: string | null) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <label className="flex items-center gap-2 text-meta">
      <span className="text-ink-2">{label}</span>
      <select
        value={value ?? ""}
        onChange={(event) => onChoose(event.target.value || null)}
        className="log-field max-w-44 border bg-surface px-2"
      >
        <option value="">all</option>
        {options.map(({ value: each, word }) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
