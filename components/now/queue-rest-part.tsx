"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { fetchJson } from "@/components/live/api-client";
import { useLiveStatus } from "@/components/live/live-provider";
import type { QueueRest } from "@/components/now/join-queue";
import { announce } from "@/components/shell/announcer";
import { Button } from "@/components/ui/button";
import type { QueuePage } from "@/lib/contracts/planning-views";

interface QueueRestPartProps {
  project: string;
  /** The last commit of the part that is live. */
  after: string;
  /** How many are listed, before any filter, and how many wait in all. */
  listed: number;
  total: number;
  isFiltering: boolean;
  /** Takes what was read; null = nothing any more. */
  onRest: (rest: QueueRest | null) => void;
}

const pageSize = 100;
/** As many as the server gives at once. */
const mostPages = 10;
/** The stream tells only of the live part; ms. */
const refreshTime = 15_000;

/** Says how many wait behind those that are listed, and reads more of them, a page at a time. */
export function QueueRestPart({ project, after, listed, total, isFiltering, onRest }: QueueRestPartProps) {
  const [pages, setPages] = useState(0);
  const { paused } = useLiveStatus();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["queue", project, after, pages],
    queryFn: async ({ signal }) => {
      const path = `/api/v1/projects/${project}/queue?after=${after}&limit=${pages * pageSize}`;
      return { after, pages, rows: (await fetchJson<QueuePage>(path, signal)).queue };
    },
    enabled: pages > 0,
    placeholderData: keepPreviousData,
    refetchInterval: paused ? false : refreshTime,
    retry: false,
    // Without a network it says so, instead of waiting for one.
    networkMode: "always",
  });
  useEffect(() => onRest(data ?? null), [data, onRest]);
  useEffect(() => () => onRest(null), [onRest]);
  useAnnouncedPages(data?.pages ?? 0);
  const isLoading = isFetching && data?.pages !== pages;
  const more = Math.min(pageSize, total - listed);
  const showMore = () => {
    if (isLoading) return;
    if (error) void refetch();
    else setPages(pages + 1);
  };
  return (
    // The button goes with the last page; then the focus stays here.
    <div tabIndex={-1} className="flex flex-wrap items-center gap-x-3 gap-y-2 pt-2 text-ink-2">
      {more > 0 && (
        <p>
          {total - listed} newer {total - listed === 1 ? "commit waits" : "commits wait"} behind these.
        </p>
      )}
      {isFiltering && <p>The filter looks at the {listed} that are loaded.</p>}
      {error && (
        <p role="alert" className="text-fail">
          {error.message}
        </p>
      )}
      {(error || (more > 0 && pages < mostPages)) && (
        <Button onClick={showMore} aria-disabled={isLoading}>
          {isLoading ? "Loading…" : error ? "Try again" : `Show ${more} more`}
        </Button>
      )}
    </div>
  );
}

/** Says when a page is there; that what is loaded was read again is no news. */
function useAnnouncedPages(pages: number): void {
  const told = useRef(0);
  useEffect(() => {
    if (pages > told.current) announce("More commits are listed.");
    told.current = pages;
  }, [pages]);
}
