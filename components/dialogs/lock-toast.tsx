"use client";

import type { LockAct, OpenDialog } from "@/components/dialogs/project-dialog";
import { useLockAct } from "@/components/dialogs/use-lock-act";
import { Button } from "@/components/ui/button";
import { Toast } from "@/components/ui/toast";

interface LockToastProps {
  act: LockAct;
  project: string;
  trigger: HTMLElement | null;
  onAsk: OpenDialog;
  onClose: () => void;
}

const words = {
  lock: { doing: "Locking", done: "Locked", failed: "not locked", opposite: "unlock" },
  unlock: { doing: "Unlocking", done: "Unlocked", failed: "not unlocked", opposite: "lock" },
} as const;

/** Locks or unlocks a commit of whoever asks, without asking back; the opposite is one press away. */
export function LockToast({ act, project, trigger, onAsk, onClose }: LockToastProps) {
  const answer = useLockAct(act, project);
  const word = words[act.dialog];
  const sha = act.commit.sha.slice(0, 7);
  const isDone = answer?.failure === null;
  return (
    <Toast about={`${act.dialog} ${sha}`} stays={!isDone} home={trigger} onClose={onClose}>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {answer === null ? (
          `${word.doing} ${sha}…`
        ) : isDone ? (
          `${word.done} ${sha}.`
        ) : (
          <>
            <strong className="text-fail">
              {sha} is {word.failed}.
            </strong>{" "}
            {answer.failure}
          </>
        )}
      </span>
      {isDone && <Button onClick={() => onAsk({ ...act, dialog: word.opposite }, trigger)}>Undo</Button>}
    </Toast>
  );
}
