"use client";

import Link from "next/link";
import { fileSize, pageSize, rolloutsAddress } from "@/components/history/history-address";
import { type HistoryFilter, readHistoryFilter } from "@/components/history/history-filter";
import { HistoryFilters } from "@/components/history/history-filters";
import { PastProblem } from "@/components/history/past-problem";
import { RolloutStrip } from "@/components/history/rollout-strip";
import { RolloutsTable } from "@/components/history/rollouts-table";
import { type FirstAnswer, usePastAnswer } from "@/components/history/use-past-answer";
import { viewAddress } from "@/components/rollout/use-view-query";
import { ViewNotice } from "@/components/settings/view-notice";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { RolloutSummary } from "@/lib/contracts/views";
import { parseMoment } from "@/lib/domain/history/parse-moment";

interface RolloutsCardProps {
  project: string;
  query: URLSearchParams;
  first: FirstAnswer<{ rollouts: RolloutSummary[] }>;
}

/** The rollouts that the filter lets through: as a picture, as a table, as files. */
export function RolloutsCard({ project, query, first }: RolloutsCardProps) {
  const filter = readHistoryFilter(query);
  const answer = usePastAnswer(rolloutsAddress(project, filter, { limit: pageSize }), first);
  const rollouts = answer.view?.rollouts ?? [];
  const at = query.get("at");
  return (
    <Card title="Rollouts">
      <div className="flex min-h-60 flex-col gap-4">
        <HistoryFilters filter={filter} />
        {answer.view ? <ViewNotice {...answer} /> : <PastProblem {...answer} />}
        {!answer.view && !answer.problem && <p className="text-ink-2">Reading the rollouts…</p>}
        {answer.view && rollouts.length === 0 && (
          <NoRollout isNarrowed={filter.status !== null || filter.text !== null} />
        )}
        <RolloutStrip key={`${query}`} rollouts={rollouts} marked={at === null ? null : parseMoment(at)} />
        {rollouts.length > 0 && <RolloutsTable rollouts={rollouts} />}
        <nav aria-label="Pages of rollouts" className="flex flex-wrap items-center gap-3">
          {filter.before !== null && <PageLink word="Newest" address={viewAddress(query, { before: null })} />}
          {rollouts.length === pageSize && (
            <PageLink word="Older" address={viewAddress(query, { before: `${rollouts.at(-1)?.number}` })} />
          )}
          <Downloads project={project} filter={filter} />
        </nav>
      </div>
    </Card>
  );
}

function PageLink({ word, address }: { word: string; address: string }) {
  return (
    <Link href={address} prefetch={false} className={buttonClass("plain")}>
      {word}
    </Link>
  );
}

function NoRollout({ isNarrowed }: { isNarrowed: boolean }) {
  return (
    <p className="text-ink-2">{isNarrowed ? "No rollout matches the filter." : "Nothing has been rolled out yet."}</p>
  );
}

/** The same rollouts as files. */
function Downloads({ project, filter }: { project: string; filter: HistoryFilter }) {
  return (
    <span className="ml-auto flex flex-wrap items-center gap-3 text-meta text-ink-2">
      up to {fileSize.toLocaleString("en-US")} of them as
      {(["csv", "json"] as const).map((format) => (
        <a
          key={format}
          download={`${project}-rollouts.${format}`}
          href={rolloutsAddress(project, filter, { limit: fileSize, ...(format === "csv" && { format }) })}
          className="inline-flex min-h-8 items-center font-semibold text-run underline-offset-2 hover:underline pointer-coarse:min-h-11"
        >
          {format.toUpperCase()}
        </a>
      ))}
    </span>
  );
}
