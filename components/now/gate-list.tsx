import type { ReactNode } from "react";
import { Glyph, statusInk } from "@/components/ui/glyph";
import { Sentence } from "@/components/ui/sentence";
import type { GateView } from "@/lib/contracts/views";

interface GateListProps {
  gates: readonly GateView[];
  /** What opens a closed gate. */
  control?: (gate: GateView) => ReactNode;
}

/** Every condition for a rollout in order: open or closed, and what it found. */
export function GateList({ gates, control }: GateListProps) {
  return (
    <ol className="flex flex-col gap-1">
      {gates.map((gate) => (
        <li
          key={gate.gate}
          data-state={gate.open ? "open" : "closed"}
          className="flex flex-wrap items-start gap-x-2 gap-y-1"
        >
          <GateSign gate={gate} />
          <span className="min-w-0 flex-1 basis-40">
            <Sentence text={gate.text} />
          </span>
          {control?.(gate)}
        </li>
      ))}
    </ol>
  );
}

function GateSign({ gate: { open, isUnsure } }: { gate: GateView }) {
  const code = isUnsure ? "unknown" : open ? "ok" : "hold";
  return (
    <span className={`inline-flex w-[6em] shrink-0 items-center gap-1.5 font-semibold ${statusInk[code]}`}>
      <Glyph code={code} size={14} />
      {isUnsure ? "No data" : open ? "Open" : "Closed"}
    </span>
  );
}
