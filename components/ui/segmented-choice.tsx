"use client";

interface SegmentedChoiceProps<Value extends string> {
  /** What is chosen, e.g. "Time zone". */
  label: string;
  value: Value;
  options: readonly { value: Value; word: string; title?: string }[];
  onChoose: (value: Value) => void;
}

/** One of a few: buttons side by side, the pressed one is in force. */
export function SegmentedChoice<Value extends string>({
  label,
  value,
  options,
  onChoose,
}: SegmentedChoiceProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in every supported browser.
    <div role="group" aria-label={label} className="flex max-w-full overflow-x-auto rounded-control border border-edge">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          title={option.title}
          onClick={() => onChoose(option.value)}
          className="min-h-8 border-edge px-2.5 text-meta font-semibold whitespace-nowrap text-ink-2 not-first:border-l hover:bg-sunken aria-pressed:bg-idle-soft aria-pressed:text-ink aria-pressed:underline aria-pressed:underline-offset-4 pointer-coarse:min-h-11 -outline-offset-2"
        >
          {option.word}
        </button>
      ))}
    </div>
  );
}
