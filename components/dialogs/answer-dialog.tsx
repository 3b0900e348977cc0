"use client";

import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import { describeAnswers } from "@/components/rollout/describe-answers";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { useAction, useWhenDone } from "@/components/ui/use-action";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";

interface AnswerDialogProps {
  view: NowView;
  /** With the question as it was asked. */
  rollout: RolloutSummary;
  answer: "yes" | "no";
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Answers the question a rollout waits with: a yes at once, a no with a reason, and so a yes to leaving hosts behind. */
export function AnswerDialog({ rollout, answer, ...rest }: AnswerDialogProps) {
  if (!rollout.question) return null;
  const { code, text } = rollout.question;
  const { yes, no, yesVerb, noVerb } = describeAnswers(rollout);
  if (answer === "yes" && code !== "failures") {
    return <YesDialog rollout={rollout} question={rollout.question} {...rest} />;
  }
  return (
    <ReasonDialog
      needs="deploy"
      title={text}
      description={<p>{answer === "yes" ? `Yes: ${yes}` : `No: ${no}`}</p>}
      path={answerPath(rollout)}
      body={{ question: code, answer }}
      confirm={answer === "yes" ? yesVerb : noVerb}
      sending="Answering…"
      cancel="Not yet"
      look={answer === "yes" ? "primary" : "danger"}
      {...rest}
    />
  );
}

type YesDialogProps = Omit<AnswerDialogProps, "answer"> & { question: NonNullable<RolloutSummary["question"]> };

function YesDialog({ rollout, question, trigger, onClose }: YesDialogProps) {
  const action = useAction(`/api/v1${answerPath(rollout)}`, { question: question.code, answer: "yes" });
  useWhenDone(action, onClose);
  const { yes, yesVerb } = describeAnswers(rollout);
  return (
    <Dialog
      role="alertdialog"
      title={question.text}
      description={<p>Yes: {yes}</p>}
      trigger={trigger}
      onClose={onClose}
    >
      <ConfirmButtons
        needs="deploy"
        action={action}
        confirm={yesVerb}
        sending="Answering…"
        cancel="Not yet"
        look="primary"
        onCancel={onClose}
      />
    </Dialog>
  );
}

function answerPath({ project, number }: RolloutSummary): string {
  return `/rollouts/${number}/answer?project=${project}`;
}
