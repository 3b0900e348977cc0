import type { ApiView } from "@/components/settings/use-api-view";
import { Button } from "@/components/ui/button";

/** Says when what is shown may be old. Nothing when all is well. */
export function ViewNotice({ problem, reload }: Pick<ApiView<unknown>, "problem" | "reload">) {
  if (!problem) return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-card border border-warn bg-warn-soft p-3 text-warn"
    >
      <span>{problem} What is shown is what was read before.</span>
      <Button onClick={reload}>Retry</Button>
    </div>
  );
}
