"use client";

import Link from "next/link";
import type { RolloutSummary } from "@/lib/contracts/views";

/** A rollback and what it takes back name each other. */
export function RollbackLinks({
  rollout: { project, undoes, undoneBy, approval },
}: {
  rollout: Pick<RolloutSummary, "project" | "undoes" | "undoneBy" | "approval">;
}) {
  if (undoes === null && undoneBy === null) return null;
  return (
    <p className="mt-2 max-w-[72ch]">
      {undoes !== null && (
        <>
          Rollback of <RolloutLink project={project} number={undoes} />
          {approval?.reason ? `: ${approval.reason}` : "."}{" "}
        </>
      )}
      {undoneBy !== null && (
        <>
          Rolled back by <RolloutLink project={project} number={undoneBy} />.
        </>
      )}
    </p>
  );
}

function RolloutLink({ project, number }: { project: string; number: number }) {
  return (
    <Link href={`/p/${project}/rollouts/${number}`} className="font-semibold text-run underline underline-offset-2">
      #{number}
    </Link>
  );
}
