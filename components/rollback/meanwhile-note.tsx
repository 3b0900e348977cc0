import type { Review } from "@/components/rollback/use-reviewed";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";

/** That something newer has ended since a person looked: what would be taken back is another rollout now. */
export function MeanwhileNote({ undoes, review }: { undoes: number; review: Review }) {
  if (review.seen === null || review.seen === undoes) return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 rounded-card border border-warn bg-warn-soft p-3">
      <Glyph code="warn" />
      <span className="min-w-0 flex-1 basis-60">
        #{undoes} has come since you looked at #{review.seen}: this would take back #{undoes} now.
      </span>
      <Button onClick={review.look}>I have looked</Button>
    </div>
  );
}
