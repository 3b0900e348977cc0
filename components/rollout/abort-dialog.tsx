"use client";

import { useEffect } from "react";
import { useOptionalRolloutView } from "@/components/live/live-provider";
import { abortLadder, describeAbortConsequences, type LadderStep } from "@/components/rollout/abort-ladder";
import { describeLateAbort } from "@/components/rollout/describe-late-abort";
import { announce } from "@/components/shell/announcer";
import { Button } from "@/components/ui/button";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Glyph } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import type { RolloutSummary } from "@/lib/contracts/views";

interface AbortAnswer {
  abort: { requestedAt: string; by: string };
  state: RolloutSummary["state"];
}

interface AbortDialogProps {
  /** As it was when the dialog was asked for; the dialog keeps itself fresh. */
  rollout: RolloutSummary;
  trigger: HTMLElement | null;
  onClose: () => void;
}

const noBody = {};

/** Asks once, in numbers, and then shows how far the abort has come. Only the server makes it "aborted". */
export function AbortDialog({ rollout, trigger, onClose }: AbortDialogProps) {
  const { project, number } = rollout;
  const view = useOptionalRolloutView(project, number, true);
  const fresh: RolloutSummary = view ?? rollout;
  const action = useAction<AbortAnswer>(`/api/v1/rollouts/${number}/abort?project=${project}`, noBody);
  const answered = action.state.phase === "done" ? action.state.answer.abort : null;
  const current = { ...fresh, abort: fresh.abort ?? answered };
  const conflict = action.state.phase === "failed" && action.state.error.code === "conflict";
  const late = describeLateAbort(current, action.askedAt) ?? (conflict ? conflictSentence(action.state) : null);
  useEffect(() => {
    if (answered) announce(`Abort of rollout ${number} accepted.`, "assertive");
  }, [answered, number]);

  if (late && !current.abort) {
    return (
      <Dialog role="alertdialog" title={late} description={fresh.sentence} trigger={trigger} onClose={onClose}>
        <CloseButton onClose={onClose} />
      </Dialog>
    );
  }
  if (current.abort) {
    const mine = answered !== null;
    return (
      <Dialog
        role="alertdialog"
        title={mine ? `Aborting #${number}` : `Already aborted by ${current.abort.by}`}
        description={fresh.sentence}
        trigger={trigger}
        onClose={onClose}
      >
        <Ladder steps={abortLadder({ ...current, events: view?.events ?? [] }, action.askedAt)} />
        <ForceHint project={project} number={number} settled={current.state === "aborted"} />
        <CloseButton onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog
      role="alertdialog"
      title={`Abort rollout #${number} of ${project}?`}
      description={<Consequences rollout={current} />}
      trigger={trigger}
      onClose={onClose}
    >
      <ConfirmButtons
        action={action}
        confirm="Abort now"
        sending="Aborting…"
        cancel="Keep going"
        look="danger"
        onCancel={onClose}
      />
    </Dialog>
  );
}

function conflictSentence(state: { phase: string; error?: Error }): string {
  return state.error?.message ?? "The rollout had ended.";
}

function Consequences({ rollout }: { rollout: RolloutSummary }) {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5">
      {describeAbortConsequences(rollout).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Ladder({ steps }: { steps: LadderStep[] }) {
  return (
    <ol aria-label="Progress of the abort" className="flex flex-col gap-2">
      {steps.map((step) => (
        <li key={step.name} data-state={step.done ? "ok" : "wait"} className="flex items-center gap-2">
          <Glyph code={step.done ? "ok" : "wait"} />
          <span className={`w-32 ${step.done ? "font-semibold" : "text-ink-2"}`}>{step.name}</span>
          {step.at ? (
            <Time at={step.at} relative={false} />
          ) : (
            <span className="text-ink-3">{step.done ? "yes" : "not yet"}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** For when nothing seems to happen: the same wish from a terminal. */
function ForceHint({ project, number, settled }: { project: string; number: number; settled: boolean }) {
  if (settled) return null;
  const command = `sauron abort ${number} --project ${project}`;
  return (
    <p className="text-meta text-ink-2">
      From a terminal the same: <code className="font-mono">{command}</code>{" "}
      <CopyButton text={command} label="the command" />
    </p>
  );
}

function CloseButton({ onClose }: { onClose: () => void }) {
  return (
    <div className="flex justify-end">
      <Button onClick={onClose} data-first-focus="" className="max-sm:min-h-14 max-sm:w-full">
        Close
      </Button>
    </div>
  );
}
