"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { DecisionRow } from "@/components/decisions/decision-row";
import { fetchJson } from "@/components/live/api-client";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { DecisionRecord } from "@/lib/contracts/planning-views";

interface DecisionPage {
  decisions: DecisionRecord[];
}

const pageSize = 50;
/** Asked for again this often; ms. */
const refreshTime = 10_000;

/** Every look of the automation that changed its mind, with what it knew then. */
export function DecisionsScreen({ project }: { project: string }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useDecisions(project);
  const decisions = data?.pages.flatMap((page) => page.decisions) ?? [];
  return (
    <div className="flex flex-col gap-4">
      <TabFaceTags face={{ title: `Decisions ${project}`, shape: "ring" }} />
      <header>
        <h1 className="text-section font-semibold">Decisions</h1>
        <p className="max-w-[72ch] text-ink-2">
          What the automation of {project} decided, newest first. A look that changed nothing is not kept.
        </p>
      </header>
      {error && (
        <p role="alert" className="flex flex-wrap items-center gap-3">
          {data ? `What you see may be old. ${error.message}` : error.message}
          <Button onClick={() => void refetch()}>Try again</Button>
        </p>
      )}
      <Card title="History">
        <div className="min-h-60">
          {!data && !error && <p className="text-ink-2">Reading the decisions…</p>}
          {data && decisions.length === 0 && <p className="text-ink-2">Nothing has been decided yet.</p>}
          <ul className="flex flex-col divide-y divide-hairline">
            {decisions.map((decision) => (
              <DecisionRow key={decision.id} decision={decision} />
            ))}
          </ul>
          {hasNextPage && (
            <p className="pt-3">
              <Button aria-disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {isFetchingNextPage ? "Reading…" : "Load older"}
              </Button>
            </p>
          )}
        </div>
      </Card>
    </div>
  );
}

function useDecisions(project: string) {
  return useInfiniteQuery({
    queryKey: ["decisions", project],
    queryFn: ({ pageParam, signal }) => {
      const before = pageParam === null ? "" : `&before=${pageParam}`;
      return fetchJson<DecisionPage>(`/api/v1/projects/${project}/decisions?limit=${pageSize}${before}`, signal);
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ decisions }) =>
      decisions.length < pageSize ? undefined : (decisions.at(-1)?.id ?? undefined),
    staleTime: 0,
    refetchInterval: refreshTime,
    retry: false,
    // Without a network it says so, instead of waiting for one.
    networkMode: "always",
  });
}
