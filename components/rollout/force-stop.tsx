"use client";

import { useEffect, useRef, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { useNow } from "@/components/live/clock";
import { countHosts } from "@/components/rollout/abort-ladder";
import { ForceStopDialog } from "@/components/rollout/force-stop-dialog";
import { announce } from "@/components/shell/announcer";
import { CopyButton } from "@/components/ui/copy-button";
import { formatDuration } from "@/components/ui/time-format";
import type { RolloutSummary } from "@/lib/contracts/views";
import { measureAbortSilence } from "@/lib/domain/rollout/measure-abort-silence";
import { isFinal } from "@/lib/domain/rollout/states";

/** What a person can still do when nobody obeys an abort; and afterwards, which hosts that leaves without data. */
export function ForceStop({ rollout }: { rollout: RolloutSummary }) {
  const now = useNow();
  const trigger = useRef<HTMLButtonElement>(null);
  const [isAsking, setAsking] = useState(false);
  const { project, number, state, hosts } = rollout;
  const silence = measureAbortSilence(rollout, now);
  const isUnheard = silence !== null;
  useEffect(() => {
    if (isUnheard) announce(`No worker answers the abort of rollout ${number}.`);
  }, [isUnheard, number]);
  if (isFinal(state)) return hosts.unknown > 0 && <LeftUnknown count={hosts.unknown} />;
  if (silence === null) return null;
  const command = `sauron abort ${number} --project ${project} --force --reason "…"`;
  return (
    <div className="flex flex-col gap-2">
      <p className="font-semibold text-warn">No worker has answered the abort for {formatDuration(silence)}.</p>
      <div className="flex flex-wrap items-center gap-3">
        <ActButton
          ref={trigger}
          needs="deploy"
          look="plain"
          aria-haspopup="dialog"
          onClick={() => setAsking(true)}
          className="pointer-coarse:min-h-11"
        >
          Force stop…
        </ActButton>
        <span className="text-meta text-ink-2">
          or <code className="font-mono">{command}</code>{" "}
          <CopyButton text={command} label="the command that forces it" />
        </span>
      </div>
      {isAsking && <ForceStopDialog rollout={rollout} trigger={trigger.current} onClose={() => setAsking(false)} />}
    </div>
  );
}

function LeftUnknown({ count }: { count: number }) {
  return (
    <p data-state="unknown" className="text-ink-2">
      No data of {countHosts(count)}: commands there may still run.
    </p>
  );
}
