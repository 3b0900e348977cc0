"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { FleetSentence } from "@/components/fleet/fleet-sentence";
import { ApprovalLine } from "@/components/rollout/approval-line";
import { BudgetText } from "@/components/rollout/budget-text";
import { CommitRange } from "@/components/rollout/commit-range";
import { LateSilentWorker } from "@/components/rollout/late-silent-worker";
import { OpenQuestion } from "@/components/rollout/open-question";
import { RollBackWishLine } from "@/components/rollout/roll-back-wish-line";
import { describeProgress } from "@/components/rollout/rollout-progress";
import { StageRail } from "@/components/rollout/stage-rail";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Sha } from "@/components/ui/sha";
import { StatusChip } from "@/components/ui/status-badge";
import { ExpectedTime, Time } from "@/components/ui/time";
import type { NowView } from "@/lib/contracts/views";

type Doing = NonNullable<NowView["doing"]>;

/** What is being rolled out now, or that nothing is. */
export function DoingCard({ view, abortButton }: { view: NowView; abortButton: ReactNode }) {
  if (!view.doing) return <IdleCard view={view} />;
  return <RunningCard doing={view.doing} view={view} abortButton={abortButton} />;
}

interface RunningCardProps {
  doing: Doing;
  view: NowView;
  abortButton: ReactNode;
}

function RunningCard({ doing, view, abortButton }: RunningCardProps) {
  const { detail, ...status } = describeProgress(doing);
  const { hosts } = doing;
  const path = `/p/${doing.project}/rollouts/${doing.number}`;
  return (
    <Card title="Doing" aside={<DoingTimes doing={doing} />}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lead">
          <Link href={path} className="font-semibold text-run underline-offset-2 hover:underline pointer-coarse:py-2.5">
            #{doing.number}
          </Link>
          <StatusChip status={status} detail={detail} />
          <span>
            {doing.kind === "rollback" && `rollback of #${doing.undoes}: `}
            {doing.commitCount} {doing.commitCount === 1 ? "commit" : "commits"} {doing.kind === "rollback" && "back "}→{" "}
            <Sha sha={doing.toRevision} project={doing.project} />
          </span>
        </div>
        {(doing.state === "aborting" || doing.state === "failing" || (doing.state === "held" && !doing.question)) && (
          <p className="max-w-[72ch] font-semibold">{doing.sentence}</p>
        )}
        <LateSilentWorker rollout={doing} />
        <RollBackWishLine project={doing.project} wish={doing.thenRollBack} />
        <OpenQuestion rollout={doing} />
        <ApprovalLine approval={doing.approval} />
        <StageRail rollout={doing} />
        <ProgressBar
          label={`Hosts of rollout ${doing.number}`}
          value={hosts.succeeded}
          max={hosts.total}
          failed={hosts.failed + hosts.unknown}
          text={`${hosts.succeeded} of ${hosts.total} hosts`}
        />
        <CommitRange commits={doing.commits} project={doing.project} />
        <Following rollouts={view.following} />
        <p className="text-ink-2">
          <FleetSentence fleet={view.fleet} />
        </p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-3">
          <Link href={`${path}?tab=log`} className={buttonClass("plain")}>
            Open log
          </Link>
          <Link href={`${path}?tab=hosts`} className={buttonClass("plain")}>
            Hosts
          </Link>
          <Link href={`${path}?tab=canary`} className={buttonClass("plain")}>
            Canary
          </Link>
          <span className="ml-2 max-sm:ml-0">
            <BudgetText rollout={doing} />
          </span>
          <div className="ml-auto">{abortButton}</div>
        </div>
      </div>
    </Card>
  );
}

/** Rollouts that come behind, each in a stage of its own, or waiting for a yes. */
function Following({ rollouts }: { rollouts: NowView["following"] }) {
  if (rollouts.length === 0) return null;
  return (
    <ul aria-label="Rollouts behind" className="flex flex-col gap-3">
      {rollouts.map((rollout) => (
        <li key={rollout.number} className="flex flex-col gap-2">
          <span>
            Behind it:{" "}
            <Link
              href={`/p/${rollout.project}/rollouts/${rollout.number}`}
              className="font-semibold text-run underline-offset-2 hover:underline"
            >
              #{rollout.number}
            </Link>{" "}
            → <Sha sha={rollout.toRevision} project={rollout.project} />. {rollout.sentence}
          </span>
          <OpenQuestion rollout={rollout} />
        </li>
      ))}
    </ul>
  );
}

function DoingTimes({ doing }: { doing: Doing }) {
  return (
    <>
      {doing.startedAt ? "started" : "proposed"} <Time at={doing.startedAt ?? doing.createdAt} />
      {doing.expectedEndAt && (
        <>
          , ends <ExpectedTime at={doing.expectedEndAt} latest={doing.latestEndAt} />
        </>
      )}
    </>
  );
}

function IdleCard({ view }: { view: NowView }) {
  const { live, queueTotal, fleet } = view;
  const runsLive = (share: NowView["fleet"][number]) => share.revision === live?.revision;
  const isEverywhere = fleet.every((share) => share.setAside || runsLive(share));
  return (
    <Card title="Doing">
      <p className="text-lead">
        {live && queueTotal === 0 && isEverywhere ? "Everything landed is live." : "No rollout is running."}{" "}
        {live && (
          <span className="text-body text-ink-2">
            {fleet.some(runsLive) ? "Live" : "Last good, though no host is known to run it"}:{" "}
            <Sha sha={live.revision} project={view.project} /> {live.title}, since <Time at={live.at} /> by{" "}
            <Link
              className="text-run underline-offset-2 hover:underline"
              href={`/p/${view.project}/rollouts/${live.number}`}
            >
              #{live.number}
            </Link>
          </span>
        )}
      </p>
      <p className="mt-1 text-ink-2">
        <FleetSentence fleet={fleet} />
      </p>
    </Card>
  );
}
