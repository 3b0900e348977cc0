"use client";

import { type LineTime, lineTimes } from "@/components/log/format-line-time";
import type { LineFilterState } from "@/components/log/use-line-filter";
import { SegmentedChoice } from "@/components/ui/segmented-choice";

interface LogFiltersProps {
  /** Names of the rollout's stages. */
  stages: string[];
  filter: LineFilterState;
  time: LineTime;
  onTime: (time: LineTime) => void;
}

const timeWords = { off: "No time", clock: "Clock", elapsed: "Elapsed" } as const satisfies Record<LineTime, string>;

/** Which lines are shown, and how their time is. */
export function LogFilters({ stages, filter, time, onTime }: LogFiltersProps) {
  return (
    <>
      {stages.length > 1 && (
        <Choice label="Stage" value={filter.stage} options={stages} onChoose={filter.chooseStage} />
      )}
      <Choice label="Host" value={filter.host} options={filter.hosts} onChoose={filter.chooseHost} />
      <SegmentedChoice
        label="Timestamps"
        value={time}
        options={lineTimes.map((value) => ({ value, word: timeWords[value] }))}
        onChoose={onTime}
      />
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
