"use client";

import { useRef, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { type HoldAction, ResolveHoldDialog } from "@/components/rollout/resolve-hold-dialog";
import { Glyph } from "@/components/ui/glyph";
import { stripStatusWord } from "@/components/ui/strip-status-word";
import type { RolloutView } from "@/lib/contracts/views";

const choices = [
  { action: "extend", word: "Extend…", effect: "watches longer and judges again" },
  { action: "continue", word: "Continue…", effect: "goes on in spite of the missing verdict" },
  { action: "fail", word: "Fail…", effect: "ends the rollout as failed and halts the automation" },
] as const satisfies readonly { action: HoldAction; word: string; effect: string }[];

/** The numbers allow no verdict: what is known, and what a person can decide. */
export function HeldCard({ view }: { view: RolloutView }) {
  const [asking, setAsking] = useState<HoldAction | null>(null);
  const trigger = useRef<HTMLButtonElement | null>(null);
  const { ok, reason } = view.can.resolveHold;
  return (
    <section
      aria-labelledby="held"
      data-state="hold"
      className="rounded-card border-2 border-hold bg-surface px-6 py-5 max-sm:px-4"
    >
      <h2 id="held" className="flex items-center gap-3 text-verdict font-semibold text-hold">
        <Glyph code="hold" size={28} />
        Needs you
      </h2>
      <p className="mt-2 max-w-[72ch] text-lead">{stripStatusWord(view.sentence)}</p>
      {reason && <p className="mt-1 text-ink-2">{reason}</p>}
      <div className="mt-4 flex flex-wrap gap-x-4 gap-y-3">
        {choices.map(({ action, word, effect }) => (
          <span key={action} className="flex items-center gap-2">
            <ActButton
              needs={action === "continue" ? "override" : "deploy"}
              look={action === "fail" ? "danger" : action === "extend" ? "primary" : "plain"}
              aria-haspopup="dialog"
              aria-disabled={!ok}
              onClick={(event) => {
                trigger.current = event.currentTarget;
                if (ok) setAsking(action);
              }}
            >
              {word}
            </ActButton>
            <span className="text-meta text-ink-2">{effect}</span>
          </span>
        ))}
      </div>
      {asking && (
        <ResolveHoldDialog view={view} action={asking} trigger={trigger.current} onClose={() => setAsking(null)} />
      )}
    </section>
  );
}
