"use client";

import { AnswerDialog } from "@/components/dialogs/answer-dialog";
import { AskAgainDialog } from "@/components/dialogs/ask-again-dialog";
import { LockDialog, UnlockDialog } from "@/components/dialogs/commit-lock-dialogs";
import { MarkBadDialog, TakeMarkAwayDialog } from "@/components/dialogs/commit-mark-dialogs";
import { FreezeDialog } from "@/components/dialogs/freeze-dialog";
import { HaltDialog } from "@/components/dialogs/halt-dialog";
import { LiftFreezeDialog } from "@/components/dialogs/lift-freeze-dialog";
import { LockToast } from "@/components/dialogs/lock-toast";
import { FinishFleetDialog, LeaveFleetDialog } from "@/components/dialogs/mixed-fleet-dialogs";
import { ModeDialog } from "@/components/dialogs/mode-dialog";
import type { OpenDialog, ProjectDialog } from "@/components/dialogs/project-dialog";
import { ResumeDialog } from "@/components/dialogs/resume-dialog";
import { StartDialog } from "@/components/dialogs/start-dialog";
import type { NowView } from "@/lib/contracts/views";

interface DialogForProps {
  dialog: ProjectDialog;
  view: NowView;
  trigger: HTMLElement | null;
  /** Asks for another one in its place. */
  onAsk: OpenDialog;
  onClose: () => void;
}

/** The dialog that was asked for, or the word that it is done where nothing has to be asked. */
export function DialogFor({ dialog: asked, onAsk, ...rest }: DialogForProps) {
  if ("atOnce" in asked && asked.atOnce) {
    const { view, ...place } = rest;
    return <LockToast {...place} act={asked} project={view.project} onAsk={onAsk} />;
  }
  switch (asked.dialog) {
    case "mode":
      return <ModeDialog {...rest} wanted={asked.mode ?? null} />;
    case "freeze":
      return <FreezeDialog {...rest} />;
    case "lift-freeze":
      return <LiftFreezeDialog {...rest} />;
    case "halt":
      return <HaltDialog {...rest} />;
    case "resume":
      return <ResumeDialog {...rest} />;
    case "ask-again":
      return <AskAgainDialog {...rest} />;
    case "start":
      return <StartDialog {...rest} />;
    case "lock":
      return <LockDialog {...rest} commit={asked.commit} />;
    case "unlock":
      return <UnlockDialog {...rest} commit={asked.commit} />;
    case "mark-bad":
      return <MarkBadDialog {...rest} commit={asked.commit} />;
    case "take-mark-away":
      return <TakeMarkAwayDialog {...rest} commit={asked.commit} />;
    case "finish-fleet":
      return <FinishFleetDialog {...rest} mixed={asked.mixed} />;
    case "leave-fleet":
      return <LeaveFleetDialog {...rest} mixed={asked.mixed} />;
    case "answer":
      return <AnswerDialog {...rest} rollout={asked.rollout} answer={asked.answer} />;
  }
}
