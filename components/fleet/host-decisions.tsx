"use client";

import { useId, useRef, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { type HostAction, HostDecisionDialog } from "@/components/fleet/host-decision-dialog";
import type { HostDeployView, RolloutView } from "@/lib/contracts/views";

const choices = [
  { action: "retry", word: "Retry…" },
  { action: "skip", word: "Skip…" },
  { action: "fail", word: "Fail rollout…" },
] as const satisfies readonly { action: HostAction; word: string }[];

/** What a person can decide about a host that failed or is unknown. Shows nothing once nothing can be decided. */
export function HostDecisions({ view, deploy }: { view: RolloutView; deploy: HostDeployView }) {
  const { host } = deploy;
  const [asking, setAsking] = useState<HostAction | null>(null);
  const trigger = useRef<HTMLButtonElement | null>(null);
  const waitId = useId();
  if (!view.can.decideHosts.ok) return null;
  return (
    <>
      {choices.map(({ action, word }) => (
        <ActButton
          needs="deploy"
          key={action}
          aria-haspopup="dialog"
          aria-disabled={action === "skip" && deploy.isAsked}
          aria-describedby={action === "skip" && deploy.isAsked ? waitId : undefined}
          onClick={(event) => {
            if (action === "skip" && deploy.isAsked) return;
            trigger.current = event.currentTarget;
            setAsking(action);
          }}
        >
          {word}
          <span className="sr-only"> {host}</span>
        </ActButton>
      ))}
      {deploy.isAsked && (
        <span id={waitId} className="self-center text-ink-2">
          Can be skipped once it has been asked how its deploy ended.
        </span>
      )}
      {asking && (
        <HostDecisionDialog
          view={view}
          host={host}
          action={asking}
          trigger={trigger.current}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
