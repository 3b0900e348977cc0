"use client";

import { useState } from "react";
import {
  moveWindow,
  placeInWindow,
  type StripWindow,
  wholeWindow,
  zoomWindow,
} from "@/components/history/strip-window";
import { useNow } from "@/components/live/clock";
import { Button } from "@/components/ui/button";
import { statusChip } from "@/components/ui/glyph";
import { rolloutStatus } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { RolloutSummary } from "@/lib/contracts/views";

interface RolloutStripProps {
  rollouts: readonly RolloutSummary[];
  /** The moment that is asked about; null = none. */
  marked: number | null;
}

/** The rollouts of the table along the time: a picture for the eye, which the table says in words. */
export function RolloutStrip({ rollouts, marked }: RolloutStripProps) {
  const now = useNow();
  const [chosen, setChosen] = useState<StripWindow | null>(null);
  const spans = rollouts.map((rollout) => ({
    number: rollout.number,
    state: rollout.state,
    from: Date.parse(rollout.startedAt ?? rollout.createdAt),
    to: rollout.endedAt ? Date.parse(rollout.endedAt) : now,
  }));
  const whole = wholeWindow(spans, marked);
  if (!whole || spans.length === 0) return null;
  const shown = chosen ?? whole;
  const moves = listMoves(shown, whole);
  const press = (event: React.KeyboardEvent) => {
    const move = moves.find(({ keys }) => keys.includes(event.key));
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setChosen(move.to);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in every supported browser.
    <div role="group" aria-label="Rollouts along the time" onKeyDown={press} className="flex flex-col gap-2">
      <div
        aria-hidden="true"
        className="relative h-[3.5em] overflow-hidden rounded-control text-meta border border-hairline bg-sunken"
      >
        {spans.map((span) => (
          <Segment key={span.number} span={span} shown={shown} />
        ))}
        {marked !== null && <Mark at={marked} shown={shown} />}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2 text-meta text-ink-2">
        <span>
          <Time at={new Date(shown.from).toISOString()} relative={false} /> –{" "}
          <Time at={new Date(shown.to).toISOString()} relative={false} />
        </span>
        <span className="flex flex-wrap gap-2">
          {moves.map(({ word, sign, to }) => (
            <Button key={word} look="quiet" aria-label={word} title={`${word} (${sign})`} onClick={() => setChosen(to)}>
              {sign}
            </Button>
          ))}
        </span>
      </div>
    </div>
  );
}

function listMoves(shown: StripWindow, whole: StripWindow) {
  return [
    { word: "Earlier", sign: "←", keys: ["ArrowLeft"], to: moveWindow(shown, -0.25, whole) },
    { word: "Later", sign: "→", keys: ["ArrowRight"], to: moveWindow(shown, 0.25, whole) },
    { word: "Zoom in", sign: "+", keys: ["+", "="], to: zoomWindow(shown, 0.5, whole) },
    { word: "Zoom out", sign: "−", keys: ["-", "−"], to: zoomWindow(shown, 2, whole) },
    { word: "Show all", sign: "0", keys: ["0"], to: null },
  ];
}

interface SegmentProps {
  span: { number: number; state: RolloutSummary["state"]; from: number; to: number };
  shown: StripWindow;
}

/** Too narrow for its number, it is only a bar. */
function Segment({ span, shown }: SegmentProps) {
  const place = placeInWindow(span, shown);
  if (!place) return null;
  const { code } = rolloutStatus(span.state);
  return (
    <span
      data-state={code}
      className={`@container absolute inset-y-1 overflow-hidden rounded-sm border border-current text-center text-meta leading-[2.5em] whitespace-nowrap ${statusChip[code]}`}
      style={{ left: `${place.left}%`, width: `max(3px, ${place.width}%)` }}
    >
      <span className="@max-[3.5em]:hidden">#{span.number}</span>
    </span>
  );
}

function Mark({ at, shown }: { at: number; shown: StripWindow }) {
  const place = placeInWindow({ from: at, to: at }, shown);
  if (!place) return null;
  return <span className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: `${place.left}%` }} />;
}
