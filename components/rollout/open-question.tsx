import { lazy } from "react";
import { LatePart } from "@/components/ui/late-part";
import type { RolloutSummary } from "@/lib/contracts/views";

const QuestionCard = lazy(async () => ({ default: (await import("@/components/rollout/question-card")).QuestionCard }));

/** What a rollout waits for a person to answer, if it does. */
export function OpenQuestion({ rollout }: { rollout: RolloutSummary }) {
  const { question, abort } = rollout;
  if (!question || abort) return null;
  return (
    <LatePart>
      <QuestionCard rollout={rollout} question={question.text} />
    </LatePart>
  );
}
