"use client";

import { useRef, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { ExtendCanaryDialog } from "@/components/canary/extend-canary-dialog";
import { StopCanaryDialog } from "@/components/canary/stop-canary-dialog";
import { currentStage } from "@/components/rollout/rollout-progress";
import type { RolloutView } from "@/lib/contracts/views";

/** What a person can decide about a stage while its numbers are being watched. A dialog stays open when that is over. */
export function WatchActs({ view }: { view: RolloutView }) {
  const [asking, setAsking] = useState<{ dialog: "stop" | "extend"; stage: string; end: number } | null>(null);
  const trigger = useRef<HTMLButtonElement | null>(null);
  const { stopCanary, extendCanary } = view.can;
  const stage = currentStage(view);
  const ask = (dialog: "stop" | "extend") => (event: { currentTarget: HTMLButtonElement }) => {
    trigger.current = event.currentTarget;
    if (stage?.bakeUntil) setAsking({ dialog, stage: stage.name, end: Date.parse(stage.bakeUntil) });
  };
  const asked = asking && { ...asking, view, trigger: trigger.current, onClose: () => setAsking(null) };
  return (
    <>
      {stopCanary.ok && stage && (
        <section aria-label={`While ${stage.name} is watched`} className="flex flex-wrap items-center gap-3">
          <ActButton needs="abort" aria-haspopup="dialog" onClick={ask("stop")}>
            Stop {stage.name} early…
          </ActButton>
          <ActButton
            needs="deploy"
            aria-haspopup="dialog"
            aria-disabled={!extendCanary.ok}
            onClick={(event) => extendCanary.ok && ask("extend")(event)}
          >
            Extend…
          </ActButton>
          {extendCanary.reason && <span className="text-meta text-ink-2">{extendCanary.reason}</span>}
        </section>
      )}
      {asked?.dialog === "stop" && <StopCanaryDialog {...asked} />}
      {asked?.dialog === "extend" && <ExtendCanaryDialog {...asked} />}
    </>
  );
}
