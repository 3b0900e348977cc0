import type { ReactNode } from "react";
import { Glyph } from "@/components/ui/glyph";
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
          <span
            className={`inline-flex w-[6em] shrink-0 items-center gap-1.5 font-semibold ${gate.open ? "text-ok" : "text-hold"}`}
          >
            <Glyph code={gate.open ? "ok" : "hold"} size={14} />
            {gate.open ? "Open" : "Closed"}
          </span>
          <span className="min-w-0 flex-1 basis-40">
            <Sentence text={gate.text} />
          </span>
          {control?.(gate)}
        </li>
      ))}
    </ol>
  );
}
