"use client";

import Link from "next/link";
import { lazy, useEffect, useMemo } from "react";
import { postAhead } from "@/components/live/free-connection";
import { useOptionalRolloutView } from "@/components/live/live-provider";
import { AbortAndRollBack } from "@/components/rollout/abort-and-roll-back";
import {
  abortLadder,
  describeAbortConsequences,
  describeAbortOutcome,
  describeGoingBack,
  type LadderStep,
} from "@/components/rollout/abort-ladder";
import { describeLateAbort } from "@/components/rollout/describe-late-abort";
import { RollBackWishLine } from "@/components/rollout/roll-back-wish-line";
import { announce } from "@/components/shell/announcer";
import { buttonClass } from "@/components/ui/button";
import { CloseButton } from "@/components/ui/close-button";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Glyph } from "@/components/ui/glyph";
import { LatePart } from "@/components/ui/late-part";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import type { RolloutSummary, RolloutView } from "@/lib/contracts/views";
import { isFinal } from "@/lib/domain/rollout/states";

type AbortAnswer = Required<Pick<RolloutSummary, "state" | "thenRollBack">> & {
  abort: NonNullable<RolloutSummary["abort"]>;
};

interface AbortDialogProps {
  /** As it was when the dialog was asked for; the dialog keeps itself fresh. */
  rollout: RolloutSummary;
  trigger: HTMLElement | null;
  onClose: () => void;
}

const noBody = {};

/** A file of its own: the abort itself needs none that may be gone by then. */
const AfterAbort = lazy(async () => ({ default: (await import("@/components/rollout/after-abort")).AfterAbort }));

/** Asks once, in numbers, and then shows how far the abort has come. Only the server makes it "aborted". */
export function AbortDialog({ rollout, trigger, onClose }: AbortDialogProps) {
  const { project, number } = rollout;
  const view = useOptionalRolloutView(project, number, true);
  const fresh: RolloutSummary = view ?? rollout;
  const lastGood = view?.lastGood ?? null;
  const action = useAction<AbortAnswer>(`/api/v1/rollouts/${number}/abort?project=${project}`, noBody, postAhead);
  const withRollback = useAction<AbortAnswer>(
    `/api/v1/rollouts/${number}/abort?project=${project}`,
    useMemo(() => ({ thenRollBack: { toRevision: lastGood?.revision } }), [lastGood?.revision]),
    postAhead,
  );
  const answer = [action, withRollback].flatMap(({ state }) => (state.phase === "done" ? [state.answer] : []))[0];
  const answered = answer?.abort ?? null;
  const current = { ...fresh, abort: fresh.abort ?? answered };
  const askedAt = action.askedAt ?? withRollback.askedAt;
  const refused = [action, withRollback].find(
    ({ state }) => state.phase === "failed" && state.error.code === "conflict",
  );
  const late = describeLateAbort(current, askedAt) ?? (refused ? conflictSentence(refused.state) : null);
  useEffect(() => {
    if (answered) announce(`Abort of rollout ${number} accepted.`, "assertive");
  }, [answered, number]);

  if (late && !current.abort) {
    return (
      <Dialog role="alertdialog" title={late} description={fresh.sentence} trigger={trigger} onClose={onClose}>
        {current.state === "succeeded" && <RollBackLink project={project} />}
        <CloseButton onClose={onClose} />
      </Dialog>
    );
  }
  if (current.abort) {
    const mine = answered !== null;
    return (
      <Dialog
        role="alertdialog"
        title={titleAbort(current, mine)}
        description={fresh.sentence}
        trigger={trigger}
        onClose={onClose}
      >
        <Ladder steps={abortLadder({ ...current, events: view?.events ?? [] }, askedAt)} />
        <Outcome rollout={current} />
        <RollBackWishLine project={project} wish={fresh.thenRollBack ?? answer?.thenRollBack ?? null} />
        <LatePart>
          <AfterAbort rollout={current} mine={mine} />
        </LatePart>
        <ForceHint project={project} number={number} settled={current.state === "aborted"} />
        <CloseButton onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog
      role="alertdialog"
      title={`Abort rollout #${number} of ${project}?`}
      description={<Consequences rollout={current} lastGood={lastGood} />}
      trigger={trigger}
      onClose={onClose}
    >
      <ConfirmButtons
        needs="abort"
        action={action}
        confirm="Abort now"
        sending="Aborting…"
        cancel="Keep going"
        look="danger"
        onCancel={onClose}
      >
        {current.kind !== "rollback" && <AbortAndRollBack action={withRollback} lastGood={lastGood} />}
      </ConfirmButtons>
    </Dialog>
  );
}

function titleAbort({ number, state, abort }: RolloutSummary, mine: boolean): string {
  if (!mine) return `Already aborted by ${abort?.by}`;
  if (state === "aborted") return `#${number} is aborted`;
  return isFinal(state) ? `#${number} has ended` : `Aborting #${number}`;
}

function conflictSentence(state: { phase: string; error?: Error }): string {
  return state.error?.message ?? "The rollout had ended.";
}

function Consequences({ rollout, lastGood }: { rollout: RolloutSummary; lastGood: RolloutView["lastGood"] }) {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5">
      {describeAbortConsequences(rollout).map((line) => (
        <li key={line}>{line}</li>
      ))}
      {rollout.kind !== "rollback" && <li>{describeGoingBack(rollout, lastGood)}</li>}
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

/** Where the hosts are once it is over, and the way back if some run what was to be stopped. */
function Outcome({ rollout }: { rollout: RolloutSummary }) {
  const outcome = describeAbortOutcome(rollout);
  if (outcome === null) return null;
  return (
    <>
      <p className="font-semibold text-warn">{outcome}</p>
      {rollout.thenRollBack === null && rollout.kind !== "rollback" && <RollBackLink project={rollout.project} />}
    </>
  );
}

/** It was too late to stop it, so the way back is the next thing to think of. */
function RollBackLink({ project }: { project: string }) {
  return (
    <p>
      <Link href={`/p/${project}/rollback`} className={buttonClass("plain")}>
        Roll back…
      </Link>
    </p>
  );
}
