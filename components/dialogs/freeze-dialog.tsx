"use client";

import { useId, useState } from "react";
import { describeFreeze, findAbortable } from "@/components/dialogs/describe-freeze";
import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import { useNow } from "@/components/live/clock";
import { Time } from "@/components/ui/time";
import type { NowView } from "@/lib/contracts/views";

interface FreezeDialogProps {
  view: NowView;
  trigger: HTMLElement | null;
  onClose: () => void;
}

const hour = 3600;
const lengths = [
  { seconds: hour / 2, word: "30 minutes" },
  { seconds: hour, word: "1 hour" },
  { seconds: 2 * hour, word: "2 hours" },
  { seconds: 4 * hour, word: "4 hours" },
  { seconds: 8 * hour, word: "8 hours" },
  { seconds: 24 * hour, word: "1 day" },
  { seconds: 3 * 24 * hour, word: "3 days" },
  { seconds: 7 * 24 * hour, word: "7 days" },
] as const;
const usualLength = 2 * hour;

/** Lets no new rollout start for a while, with a reason. It ends by itself. To abort what runs is a choice of its own. */
export function FreezeDialog({ view, trigger, onClose }: FreezeDialogProps) {
  const [seconds, setSeconds] = useState<number>(usualLength);
  const [wished, setWished] = useState<number | null>(null);
  const abortable = findAbortable(view);
  const { title, lines, confirm, sending, look, abort } = describeFreeze(view, wished);
  return (
    <ReasonDialog
      needs="steer"
      title={title}
      description={
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
      path={`/projects/${view.project}/freezes`}
      body={{ seconds, ...(abort !== null && { abort }) }}
      confirm={confirm}
      sending={sending}
      cancel="Do not freeze"
      look={look}
      trigger={trigger}
      onClose={onClose}
    >
      <LengthChoice seconds={seconds} onChoose={setSeconds} />
      {abortable && (
        <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={abort !== null}
            onChange={(event) => setWished(event.target.checked ? abortable.number : null)}
            className="size-4"
          />
          And abort the running rollout #{abortable.number}
        </label>
      )}
    </ReasonDialog>
  );
}

function LengthChoice({ seconds, onChoose }: { seconds: number; onChoose: (seconds: number) => void }) {
  const id = useId();
  const now = useNow();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <label htmlFor={id} className="font-semibold">
        For
      </label>
      <select
        id={id}
        value={seconds}
        onChange={(event) => onChoose(Number(event.target.value))}
        className="min-h-8 rounded-control border border-edge bg-surface px-2 pointer-coarse:min-h-11"
      >
        {lengths.map((length) => (
          <option key={length.seconds} value={length.seconds}>
            {length.word}
          </option>
        ))}
      </select>
      <span className="text-ink-2">
        ends by itself at <Time at={new Date(now + seconds * 1000).toISOString()} relative={false} />
      </span>
    </div>
  );
}
