"use client";

import { Glyph, statusInk } from "@/components/ui/glyph";
import { stageVerdictStatus } from "@/components/ui/status";
import { stripStatusWord } from "@/components/ui/strip-status-word";
import { Time } from "@/components/ui/time";
import type { StageView } from "@/lib/contracts/views";

/** A stage's verdict as its sentence; never more than the numbers allow. */
export function VerdictSummary({ stage }: { stage: StageView }) {
  const status = stageVerdictStatus(stage);
  if (!stage.verdict || !status) return null;
  return (
    <p data-state={status.code} className="flex max-w-[72ch] items-start gap-2">
      <span className="mt-0.5">
        <Glyph code={status.code} />
      </span>
      <span>
        <span className="font-semibold">
          {stage.name}: <span className={statusInk[status.code]}>{status.word}</span>
        </span>{" "}
        {stripStatusWord(stage.verdict.why)}{" "}
        <span className="text-ink-3">
          (<Time at={stage.verdict.at} relative={false} />)
        </span>
      </span>
    </p>
  );
}
