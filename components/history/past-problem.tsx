import type { PastAnswer } from "@/components/history/use-past-answer";
import { Button } from "@/components/ui/button";

/** Why there is no answer, as a sentence that says what to do. Nothing when there is one. */
export function PastProblem({ problem, reload }: Pick<PastAnswer<unknown>, "problem" | "reload">) {
  if (!problem) return null;
  return (
    <p role="alert" className="flex flex-wrap items-center gap-3 text-fail">
      {problem}
      <Button onClick={reload}>Try again</Button>
    </p>
  );
}
