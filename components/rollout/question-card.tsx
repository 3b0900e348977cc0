"use client";

import { ActButton } from "@/components/access/act-button";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { describeAnswers } from "@/components/rollout/describe-answers";
import { Glyph } from "@/components/ui/glyph";
import type { RolloutSummary } from "@/lib/contracts/views";

/** A rollout waits for a person: the question, what each answer does, and who may answer. */
export function QuestionCard({ rollout, question }: { rollout: RolloutSummary; question: string }) {
  const openDialog = useOpenDialog();
  const { yes, no, yesVerb, noVerb } = describeAnswers(rollout);
  const ask = (answer: "yes" | "no") => (event: { currentTarget: HTMLElement }) =>
    openDialog({ dialog: "answer", rollout, answer }, event.currentTarget);
  return (
    <section
      aria-labelledby={`question-${rollout.number}`}
      data-state="hold"
      className="rounded-card border-2 border-hold bg-surface px-6 py-5 max-sm:px-4"
    >
      <h2
        id={`question-${rollout.number}`}
        className="flex items-center gap-3 text-section font-semibold text-balance text-hold"
      >
        <Glyph code="hold" size={22} />
        {question}
      </h2>
      <dl className="mt-2 flex max-w-[72ch] flex-col gap-1">
        <Effect word="Yes" text={yes} />
        <Effect word="No" text={no} />
      </dl>
      <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-3">
        <ActButton needs="deploy" look="primary" aria-haspopup="dialog" onClick={ask("yes")}>
          {yesVerb}…
        </ActButton>
        <ActButton needs="deploy" aria-haspopup="dialog" onClick={ask("no")}>
          {noVerb}…
        </ActButton>
        <span className="text-meta text-ink-2">Operators and admins may answer; the record keeps the name.</span>
      </div>
    </section>
  );
}

function Effect({ word, text }: { word: string; text: string }) {
  return (
    <div className="flex gap-3">
      <dt className="w-[2.5em] shrink-0 font-semibold">{word}</dt>
      <dd className="first-letter:uppercase">{text}</dd>
    </div>
  );
}
