"use client";

import { useEffect, useState } from "react";
import { ApproveForm } from "@/components/approve/approve-form";
import { describeChange } from "@/components/approve/describe-change";
import { RunningNote } from "@/components/approve/running-note";
import { usePreview } from "@/components/approve/use-preview";
import { ApiError } from "@/components/live/api-client";
import { useNowView } from "@/components/live/live-provider";
import { changeViewQuery, useViewQuery } from "@/components/rollout/use-view-query";
import { LiveRegion } from "@/components/shell/live-region";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { RolloutPreview } from "@/lib/contracts/planning-views";
import type { NowView } from "@/lib/contracts/views";

/** A rollout to a commit of a person's choice: what it would be, before anything starts. The address names the commit. */
export function ApproveScreen({ initial }: { initial: NowView }) {
  const now = useNowView(initial);
  const to = useViewQuery().get("to");
  const { data, error, isPlaceholderData, refetch } = usePreview(now, to);
  useNamedTarget(to, isPlaceholderData ? null : (data?.toRevision ?? null));
  return (
    <LiveRegion>
      {data && !isRefusal(error) ? (
        <ReviewedPreview to={to} current={data} isLoading={isPlaceholderData} now={now} />
      ) : (
        <Waiting error={error} now={now} onRetry={() => void refetch()} />
      )}
    </LiveRegion>
  );
}

/** Once the newest commit that can go is known, the address names it: a review and its link are of one target. */
function useNamedTarget(to: string | null, found: string | null): void {
  useEffect(() => {
    if (to === null && found !== null) changeViewQuery({ to: found }, "replace");
  }, [to, found]);
}

interface ReviewedPreviewProps {
  /** The target that the address names; null = none. */
  to: string | null;
  current: RolloutPreview;
  /** `current` is of before: the newest is on its way. */
  isLoading: boolean;
  now: NowView;
}

/** Keeps the range that the person has before her eyes apart from the newest one. */
function ReviewedPreview({ to, current, isLoading, now }: ReviewedPreviewProps) {
  const [reviewed, setReviewed] = useState({ to, preview: current });
  // Whoever chooses another target begins a new review.
  const isChosenAnew = reviewed.to !== to;
  if (isChosenAnew && !isLoading) setReviewed({ to, preview: current });
  const change = isChosenAnew ? null : describeChange(reviewed.preview, current);
  return (
    <ApproveForm
      preview={change === null ? current : reviewed.preview}
      change={change}
      isLoading={isLoading}
      now={now}
      onReview={() => setReviewed({ to, preview: current })}
    />
  );
}

/** The server says that there is no such rollout; a server that cannot be reached says nothing about it. */
function isRefusal(error: Error | null): boolean {
  return error instanceof ApiError && !error.passing;
}

interface WaitingProps {
  error: Error | null;
  now: NowView;
  onRetry: () => void;
}

/** In the place and size of what comes. */
function Waiting({ error, now, onRetry }: WaitingProps) {
  return (
    <div className="flex flex-col gap-4">
      <TabFaceTags face={{ title: `Rollout of your choice ${now.project}`, shape: "ring" }} />
      <h1 className="text-verdict font-semibold max-sm:text-section">A rollout of your choice</h1>
      <RunningNote doing={now.doing} />
      <Card title="What it would be">
        <div className="min-h-60">
          {error ? (
            <div role="alert" className="flex flex-wrap items-center gap-3">
              <p>{error.message}</p>
              <Button onClick={onRetry}>Try again</Button>
              <Button onClick={() => changeViewQuery({ to: null }, "replace")}>Take the newest that can go</Button>
            </div>
          ) : (
            <p className="text-ink-2">Reading the range…</p>
          )}
        </div>
      </Card>
    </div>
  );
}
