"use client";

import { type KeyboardEvent, type RefObject, useId } from "react";
import type { LogPattern } from "@/components/log/log-search";
import { Button } from "@/components/ui/button";

interface LogSearchFieldProps {
  field: RefObject<HTMLInputElement | null>;
  pattern: LogPattern;
  onPattern: (pattern: LogPattern) => void;
  /** Which hit is shown (1-based, 0 = none yet) of how many. */
  hit: number;
  hits: number;
  /** Which lines were looked at, e.g. "in loaded lines". */
  where: string;
  /** Whether all of them have been. */
  isDone: boolean;
  /** Why nothing can be found. */
  error: string | null;
  onStep: (direction: 1 | -1) => void;
}

/** Finds a text or a regular expression. */
export function LogSearchField(props: LogSearchFieldProps) {
  const { field, pattern, onPattern, error, onStep } = props;
  const id = useId();
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") onPattern({ ...pattern, text: "" });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: `search` is not yet known to every supported browser.
    <div role="search" className="flex flex-wrap items-center gap-1">
      <input
        ref={field}
        type="search"
        value={pattern.text}
        onChange={(event) => onPattern({ ...pattern, text: event.target.value })}
        onKeyDown={press}
        aria-label="Search in the log"
        aria-keyshortcuts="/"
        aria-invalid={error !== null}
        aria-describedby={id}
        placeholder="Search  /"
        className="log-field w-44 border bg-surface px-2"
      />
      <Toggle
        sign="Aa"
        label="Match case"
        isOn={pattern.matchCase}
        onToggle={() => onPattern({ ...pattern, matchCase: !pattern.matchCase })}
      />
      <Toggle
        sign=".*"
        label="Regular expression"
        isOn={pattern.isRegex}
        onToggle={() => onPattern({ ...pattern, isRegex: !pattern.isRegex })}
      />
      <span id={id} role="status" className={`text-meta ${error ? "text-fail" : "text-ink-2"}`}>
        {pattern.text !== "" && <span className="px-1">{error ?? describeHits(props)}</span>}
      </span>
      {pattern.text !== "" && error === null && (
        <>
          <Button aria-label="Previous match" onClick={() => onStep(-1)} className="px-2">
            ▲
          </Button>
          <Button aria-label="Next match" onClick={() => onStep(1)} className="px-2">
            ▼
          </Button>
        </>
      )}
    </div>
  );
}

function describeHits({ hit, hits, where, isDone }: LogSearchFieldProps): string {
  if (hits === 0) return `${isDone ? "None" : "Searching…"} ${where}`;
  return `${hit} of ${hits.toLocaleString("en-US")} ${where}${isDone ? "" : ", searching…"}`;
}

interface ToggleProps {
  /** What is drawn on it. */
  sign: string;
  label: string;
  isOn: boolean;
  onToggle: () => void;
}

function Toggle({ sign, label, isOn, onToggle }: ToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={`${label} (${sign})`}
      title={label}
      onClick={onToggle}
      className="log-toggle border px-1 font-mono text-meta font-semibold"
    >
      {sign}
    </button>
  );
}
