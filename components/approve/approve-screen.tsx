"use client";

import { useEffect } from "react";
import { ApproveForm } from "@/components/approve/approve-form";
import { RunningNote } from "@/components/approve/running-note";
import { usePreview } from "@/components/approve/use-preview";
import { useReview } from "@/components/approve/use-review";
import { ApiError } from "@/components/live/api-client";
import { useNowView } from "@/components/live/live-provider";
import { changeViewQuery, useViewQuery } from "@/components/rollout/use-view-query";
import { LiveRegion } from "@/components/shell/live-region";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { NowView } from "@/lib/contracts/views";

/** A rollout to a commit of a person's choice: what it would be, before anything starts. The address names the commit. */
export function ApproveScreen({ initial }: { initial: NowView }) {
  const now = useNowView(initial);
  const to = useViewQuery().get("to");
  const { data = null, error, isPlaceholderData, refetch } = usePreview(now, to);
  const isLoading = isPlaceholderData || data === null;
  useNamedTarget(to, isLoading ? null : data.toRevision);
  const review = useReview({ to, current: data, isLoading, refusal: readRefusal(error) });
  return (
    <LiveRegion>
      {review ? (
        <ApproveForm
          {...review}
          isLoading={isLoading}
          trouble={data === null && error ? error.message : null}
          now={now}
        />
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

/** Why the server says that there is no such rollout; one that cannot be reached says nothing about it. */
function readRefusal(error: Error | null): string | null {
  return error instanceof ApiError && !error.passing ? error.message : null;
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
