"use client";

import Link from "next/link";
import { Glyph } from "@/components/ui/glyph";
import type { RolloutSummary } from "@/lib/contracts/views";

interface RollBackWishLineProps {
  project: string;
  wish: RolloutSummary["thenRollBack"];
}

/** What became of the rollback that was asked for with the abort. */
export function RollBackWishLine({ project, wish }: RollBackWishLineProps) {
  if (!wish) return null;
  const { outcome, by, toRevision } = wish;
  if (outcome === null) {
    const target = toRevision === null ? "the last good revision" : toRevision.slice(0, 7);
    return (
      <p data-state="wait" className="mt-2 flex items-start gap-2">
        <Glyph code="wait" />
        Once it has ended it is rolled back to {target}, asked for by {by}.
      </p>
    );
  }
  if ("rollback" in outcome) {
    return (
      <p data-state="run" className="mt-2 flex flex-wrap items-center gap-2">
        <Glyph code="run" />
        <span>
          Its rollback has begun:{" "}
          <Link
            href={`/p/${project}/rollouts/${outcome.rollback}`}
            className="font-semibold text-run underline underline-offset-2"
          >
            #{outcome.rollback}
          </Link>
        </span>
      </p>
    );
  }
  return (
    <p data-state="hold" className="mt-2 flex items-start gap-2 text-hold">
      <Glyph code="hold" />
      <span>
        <strong>The rollback did not begin.</strong> {outcome.refusal}
      </span>
    </p>
  );
}
