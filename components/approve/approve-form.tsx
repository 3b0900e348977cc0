"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { AlternativeCard } from "@/components/approve/alternative-card";
import { PreviewFacts } from "@/components/approve/preview-facts";
import { PreviewPlan } from "@/components/approve/preview-plan";
import { PreviewRange } from "@/components/approve/preview-range";
import { RunningNote } from "@/components/approve/running-note";
import { titlePreview } from "@/components/approve/title-preview";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { CopyLink } from "@/components/ui/copy-link";
import { Glyph } from "@/components/ui/glyph";
import { checkReason, ReasonField } from "@/components/ui/reason-field";
import { useAction } from "@/components/ui/use-action";
import type { RolloutPreview } from "@/lib/contracts/planning-views";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";

interface ApproveFormProps {
  /** What the person reviews, and what the approval is bound to. */
  preview: RolloutPreview;
  /** What has changed since it was reviewed; null = nothing. */
  change: string | null;
  isLoading: boolean;
  /** Why the newest state cannot be read at the moment; null when it can. */
  trouble: string | null;
  now: NowView;
  onReview: () => void;
}

/** One exact range: why a person is asked, what it takes along, what it does not, and the options. */
export function ApproveForm({ preview, change, isLoading, trouble, now, onReview }: ApproveFormProps) {
  const [reason, setReason] = useState("");
  const { project } = preview;
  const title = titlePreview(preview);
  return (
    <div className="flex flex-col gap-4">
      <TabFaceTags face={{ title: `◆ ${title.short} ${project}`, shape: "diamond" }} />
      <header>
        <h1 className="flex items-center gap-3 text-verdict font-semibold text-balance max-sm:text-section">
          <span className="max-sm:hidden">
            <Glyph code="hold" size={28} />
          </span>
          {title.long}
        </h1>
        <p className="mt-1 max-w-[72ch] text-lead">
          {preview.whyNotByItself
            ? `The automation would not do this now, because ${preview.whyNotByItself}.`
            : "The automation would choose the same now."}
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
          It is good for exactly this range; when more lands or another rollout ends, it has to be reviewed again.
          <CopyLink />
        </p>
      </header>
      <RunningNote doing={now.doing} />
      <Options
        // Another range is another wish: it is sent under a key of its own.
        key={`${preview.fromRevision} ${preview.toRevision} ${preview.trunkHead}`}
        preview={preview}
        change={change}
        onReview={onReview}
        blocked={blockedBy({ preview, change, isLoading, trouble })}
        confirm={title.confirm}
        reason={reason}
        onReason={setReason}
      />
      <PreviewRange preview={preview} />
      <PreviewPlan preview={preview} />
    </div>
  );
}

type Obstacles = Pick<ApproveFormProps, "preview" | "change" | "isLoading" | "trouble">;

function blockedBy({ preview, change, isLoading, trouble }: Obstacles): string | null {
  if (change) return "The range has changed: review it again.";
  if (preview.refusal) return preview.refusal;
  if (trouble) return trouble;
  return isLoading ? "Reading the newest state…" : null;
}

/** The approval on the screen is good no more. */
function StaleNote({ change, onReview }: { change: string; onReview: () => void }) {
  return (
    <div
      role="alert"
      data-state="stale"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border-2 border-warn bg-surface p-4"
    >
      <Glyph code="warn" size={20} />
      <p className="min-w-0 flex-1 basis-60">
        <strong>{change}</strong> What you see below cannot be approved any more.
      </p>
      <Button onClick={onReview}>Review again</Button>
    </div>
  );
}

interface OptionsProps extends Pick<ApproveFormProps, "preview" | "change" | "onReview"> {
  /** Why it cannot be approved, apart from a missing reason. */
  blocked: string | null;
  confirm: string;
  reason: string;
  onReason: (reason: string) => void;
}

/** Side by side: at once, by the automation's own plan, or not now. */
function Options({ preview, change, onReview, blocked, confirm, reason, onReason }: OptionsProps) {
  const router = useRouter();
  const { project, fromRevision, toRevision, trunkHead } = preview;
  const needsReason = preview.whyNotByItself !== null || preview.isRisky;
  const target = {
    fromRevision,
    toRevision,
    trunkHead,
    ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
  };
  const action = useAction<RolloutSummary>(`/api/v1/rollouts?project=${project}`, { target });
  const started = action.state.phase === "done" ? action.state.answer.number : null;
  useEffect(() => {
    if (started !== null) router.push(`/p/${project}/rollouts/${started}`);
  }, [started, router, project]);
  // What was asked for changes the range itself, and may be seen before its answer.
  const isAsked = action.state.phase === "sending" || started !== null;
  return (
    <>
      {change && !isAsked && <StaleNote change={change} onReview={onReview} />}
      <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card title="At once">
          <div className="flex flex-col gap-4">
            <PreviewFacts preview={preview} />
            {needsReason && <ReasonField value={reason} onChange={onReason} />}
            <ConfirmButtons
              needs="deploy"
              action={action}
              confirm={confirm}
              sending="Starting…"
              cancel="Not now"
              look="primary"
              blocked={blocked ?? (needsReason ? checkReason(reason) : null)}
              onCancel={() => router.push(`/p/${project}`)}
            />
          </div>
        </Card>
        <AlternativeCard preview={preview} />
      </div>
    </>
  );
}
