"use client";

import Link from "next/link";
import { PastCard } from "@/components/history/past-card";
import { RolloutsCard } from "@/components/history/rollouts-card";
import type { FirstAnswer } from "@/components/history/use-past-answer";
import { useViewQuery } from "@/components/rollout/use-view-query";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import type { RolloutSummary } from "@/lib/contracts/views";

interface HistoryScreenProps {
  project: string;
  first: FirstAnswer<{ rollouts: RolloutSummary[] }>;
}

/** What was deployed at a time, and every rollout there was. The address keeps the time, the filter and the page. */
export function HistoryScreen({ project, first }: HistoryScreenProps) {
  const query = useViewQuery();
  const at = query.get("at");
  return (
    <div className="flex flex-col gap-4">
      <TabFaceTags face={{ title: `History ${project}`, shape: "ring" }} />
      <header className="flex flex-wrap items-baseline gap-x-4">
        <h1 className="text-section font-semibold">History</h1>
        <Link
          href={`/p/${project}/history/suspects`}
          prefetch={false}
          className="inline-flex min-h-8 items-center text-run underline underline-offset-2 pointer-coarse:min-h-11"
        >
          Which commit may have caused an error?
        </Link>
        <Link
          href={`/p/${project}/insights`}
          prefetch={false}
          className="inline-flex min-h-8 items-center text-run underline underline-offset-2 pointer-coarse:min-h-11"
        >
          How has delivery gone?
        </Link>
      </header>
      <PastCard key={at} project={project} at={at} />
      <RolloutsCard project={project} query={query} first={first} />
    </div>
  );
}
