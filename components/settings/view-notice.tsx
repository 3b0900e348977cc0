import type { ApiView } from "@/components/settings/use-api-view";
import { Button } from "@/components/ui/button";

/** While nothing is there yet, and when what is shown may be old: says which. Nothing when all is well. */
export function ViewNotice({ view, problem, reload }: ApiView<unknown>) {
  if (problem) {
    return (
      <div
        role="alert"
        className="flex flex-wrap items-center gap-3 rounded-card border border-warn bg-warn-soft p-3 text-warn"
      >
        <span>
          {problem} {view === null ? "" : "What is shown is what was read before."}
        </span>
        <Button onClick={reload}>Retry</Button>
      </div>
    );
  }
  if (view !== null) return null;
  return (
    <p role="status" className="rounded-card border border-hairline bg-surface p-6 text-ink-2">
      Reading…
    </p>
  );
}
