"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { formatCommitCount } from "@/components/commit/format-commit-count";
import { isStaged } from "@/components/rollback/describe-way";
import { HowToGoBack } from "@/components/rollback/how-to-go-back";
import { MeanwhileNote } from "@/components/rollback/meanwhile-note";
import { RemovedCommits } from "@/components/rollback/removed-commits";
import { RiskList } from "@/components/rollback/risk-list";
import { RollbackFacts } from "@/components/rollback/rollback-facts";
import { RollbackTargets } from "@/components/rollback/rollback-targets";
import type { Review } from "@/components/rollback/use-reviewed";
import type { RollbackChoice } from "@/components/rollback/use-rollback-preview";
import { Card } from "@/components/ui/card";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { CopyLink } from "@/components/ui/copy-link";
import { checkReason, ReasonField } from "@/components/ui/reason-field";
import { useAction } from "@/components/ui/use-action";
import type { RollbackPreview } from "@/lib/contracts/rollback-views";

interface RollbackFormProps {
  preview: RollbackPreview;
  choice: RollbackChoice;
  isLoading: boolean;
  review: Review;
  /** Whether the rollback has been asked for, and not been refused. */
  onAsked: (isAsked: boolean) => void;
  reason: string;
  onReason: (reason: string) => void;
}

/** One exact rollback, and the button that begins it. */
export function RollbackForm(props: RollbackFormProps) {
  const { preview, choice } = props;
  const { project, undoes, toRevision, fromRevision } = preview;
  return (
    <>
      <header>
        <h1 className="text-verdict font-semibold text-balance max-sm:text-section">
          Roll back #{undoes.number} to {toRevision.slice(0, 7)}?
        </h1>
        <p className="mt-1 max-w-[72ch] text-lead">
          {preview.removedCount > 0
            ? `${formatCommitCount(preview.removedCount)} ${preview.removedCount === 1 ? "leaves" : "leave"} production.`
            : "No commit leaves production."}{" "}
          Until a person resumes, the automation is halted
          {preview.removedCount > 0 &&
            ` and ${preview.removedCount === 1 ? "that commit is" : "these commits are"} locked`}
          .
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
          The address of this page names the choice.
          <CopyLink />
        </p>
      </header>
      <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Confirmation
          // Another choice is another wish: it is sent under a key of its own.
          key={`${project} ${fromRevision} ${toRevision} ${choice.watchCanary} ${choice.allHosts} ${preview.inTheWay?.number}`}
          {...props}
        />
        <RollbackTargets preview={preview} />
      </div>
      <RemovedCommits preview={preview} />
    </>
  );
}

/** What it takes, the reason, and the button. A rollout that runs is aborted first, in one go. */
function Confirmation({ preview, choice, isLoading, review, onAsked, reason, onReason }: RollbackFormProps) {
  const router = useRouter();
  const [acceptsRisks, setAcceptsRisks] = useState(false);
  const wish = describeWish(preview, { ...choice, reason: reason.trim(), acceptRisks: acceptsRisks });
  const action = useAction<{ number?: number }>(wish.path, wish.body);
  const answer = action.state.phase === "done" ? action.state.answer : null;
  const isAsked = action.state.phase === "sending" || action.state.phase === "done";
  useEffect(() => onAsked(isAsked), [isAsked, onAsked]);
  const next = answer && (answer.number ?? preview.inTheWay?.number);
  useEffect(() => {
    if (next) router.push(`/p/${preview.project}/rollouts/${next}`);
  }, [next, router, preview.project]);
  return (
    <Card title={titleWay(preview)}>
      <div className="flex flex-col gap-4">
        <MeanwhileNote undoes={preview.undoes.number} review={review} />
        <RollbackFacts preview={preview} />
        {!preview.inTheWay && <HowToGoBack choice={choice} hostsThere={preview.hosts.there} />}
        <RiskList risks={preview.risks} accepted={acceptsRisks} onAccept={setAcceptsRisks} />
        <ReasonField value={reason} onChange={onReason} />
        <ConfirmButtons
          needs="deploy"
          action={action}
          confirm={wish.confirm}
          sending={preview.inTheWay ? "Aborting…" : "Starting…"}
          cancel="Not now"
          look="danger"
          blocked={findBlock(preview, { isLoading, review, acceptsRisks, reason })}
          onCancel={() => router.push(`/p/${preview.project}`)}
        />
      </div>
    </Card>
  );
}

function titleWay(preview: RollbackPreview): string {
  if (preview.inTheWay) return `Abort #${preview.inTheWay.number} first`;
  return isStaged(preview) ? "Stage by stage" : "At once";
}

function describeWish(
  { project, inTheWay, fromRevision, toRevision }: RollbackPreview,
  { watchCanary, allHosts, reason, acceptRisks }: Omit<RollbackChoice, "to"> & { reason: string; acceptRisks: boolean },
) {
  const target = toRevision.slice(0, 7);
  if (inTheWay) {
    return {
      path: `/api/v1/rollouts/${inTheWay.number}/abort?project=${project}`,
      body: { thenRollBack: { toRevision, reason } },
      confirm: `Abort #${inTheWay.number} and roll back to ${target}`,
    };
  }
  return {
    path: `/api/v1/projects/${project}/rollbacks`,
    body: { to: toRevision, fromRevision, reason, watchCanary, allHosts, acceptRisks },
    confirm: `Roll back to ${target}`,
  };
}

function findBlock(
  { undoes, inTheWay, refusal, risks }: RollbackPreview,
  {
    isLoading,
    review,
    acceptsRisks,
    reason,
  }: Pick<RollbackFormProps, "isLoading" | "review" | "reason"> & { acceptsRisks: boolean },
): string | null {
  if (review.seen !== undoes.number) return `#${undoes.number} has come meanwhile: look at what it would be now.`;
  if (isLoading) return "Reading the newest state…";
  if (refusal && !inTheWay) return refusal;
  if (risks.length > 0 && !acceptsRisks) return "Say that you accept the risk.";
  return checkReason(reason);
}
