"use client";

import { useState } from "react";
import { ApiError } from "@/components/live/api-client";
import { useNowView } from "@/components/live/live-provider";
import { NameTarget } from "@/components/rollback/name-target";
import { RollbackForm } from "@/components/rollback/rollback-form";
import { useHeldPreview } from "@/components/rollback/use-held-preview";
import { useReviewed, useTargetInAddress } from "@/components/rollback/use-reviewed";
import { type RollbackChoice, useRollbackPreview } from "@/components/rollback/use-rollback-preview";
import { changeViewQuery, useViewQuery } from "@/components/rollout/use-view-query";
import { LiveRegion } from "@/components/shell/live-region";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { NowView } from "@/lib/contracts/views";

/** Going back: to where, what leaves production, and how. The address names the choice, so that it can be sent on. */
export function RollbackScreen({ initial }: { initial: NowView }) {
  const now = useNowView(initial);
  const query = useViewQuery();
  const choice: RollbackChoice = {
    to: query.get("to"),
    watchCanary: query.get("canary") === "watch",
    allHosts: query.get("hosts") === "all",
  };
  // Kept here, so that what a person has typed outlives a change of what the rollback would be.
  const [reason, setReason] = useState("");
  const { data, error, isPlaceholderData, refetch } = useRollbackPreview(now, choice);
  const { preview, hold } = useHeldPreview(data);
  const review = useReviewed(preview?.undoes.number ?? null);
  useTargetInAddress(choice.to, preview?.toRevision ?? null);
  const isRefused = error instanceof ApiError && !error.passing;
  return (
    <LiveRegion>
      <div className="flex flex-col gap-4">
        <TabFaceTags face={{ title: `Roll back ${now.project}`, shape: "diamond" }} />
        {preview && !isRefused ? (
          <RollbackForm
            preview={preview}
            choice={choice}
            isLoading={isPlaceholderData}
            review={review}
            onAsked={hold}
            reason={reason}
            onReason={setReason}
          />
        ) : (
          <Waiting error={error} isNamed={choice.to !== null} onRetry={() => void refetch()} />
        )}
      </div>
    </LiveRegion>
  );
}

interface WaitingProps {
  error: Error | null;
  /** A person has named where to go. */
  isNamed: boolean;
  onRetry: () => void;
}

/** In the place and size of what comes. */
function Waiting({ error, isNamed, onRetry }: WaitingProps) {
  return (
    <>
      <h1 className="text-verdict font-semibold max-sm:text-section">Roll back</h1>
      <Card title="What it would be">
        <div className="min-h-60">
          {error ? (
            <div className="flex flex-col gap-4">
              <div role="alert" className="flex flex-wrap items-center gap-3">
                <p>{error.message}</p>
                <Button onClick={onRetry}>Try again</Button>
                {isNamed && (
                  <Button onClick={() => changeViewQuery({ to: null }, "replace")}>Take the last good revision</Button>
                )}
              </div>
              <NameTarget />
            </div>
          ) : (
            <p className="text-ink-2">Reading where it can go…</p>
          )}
        </div>
      </Card>
    </>
  );
}
