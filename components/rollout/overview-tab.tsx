"use client";

import Link from "next/link";
import { lazy } from "react";
import { VerdictSummary } from "@/components/canary/verdict-summary";
import { DiffLink } from "@/components/commit/diff-link";
import { FailedHosts } from "@/components/fleet/failed-hosts";
import { FleetSentence } from "@/components/fleet/fleet-sentence";
import { HostGroups } from "@/components/fleet/host-groups";
import { useNow } from "@/components/live/clock";
import { ApprovalLine } from "@/components/rollout/approval-line";
import { BudgetText } from "@/components/rollout/budget-text";
import { CommitRange } from "@/components/rollout/commit-range";
import { HeldCard } from "@/components/rollout/held-card";
import { OpenQuestion } from "@/components/rollout/open-question";
import { OutcomeHeadline } from "@/components/rollout/outcome-headline";
import { RollBackWishLine } from "@/components/rollout/roll-back-wish-line";
import { RollbackLinks } from "@/components/rollout/rollback-links";
import { deployRate, timeLeft } from "@/components/rollout/rollout-progress";
import { StageRail } from "@/components/rollout/stage-rail";
import { Card } from "@/components/ui/card";
import { LatePart } from "@/components/ui/late-part";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatDuration } from "@/components/ui/time-format";
import type { RolloutView } from "@/lib/contracts/views";
import { isFinal } from "@/lib/domain/rollout/states";

const MixedFleetCard = lazy(async () => ({
  default: (await import("@/components/fleet/mixed-fleet-card")).MixedFleetCard,
}));

/** How the rollout stands: outcome or progress, hosts with failures first, commits, and why it was started. */
export function OverviewTab({ view }: { view: RolloutView }) {
  const judged = view.stages.filter((stage) => stage.verdict !== null);
  return (
    <div className="flex flex-col gap-4">
      {isFinal(view.state) && <OutcomeHeadline view={view} />}
      {!isFinal(view.state) && <RollbackLinks rollout={view} />}
      {!isFinal(view.state) && <RollBackWishLine project={view.project} wish={view.thenRollBack} />}
      {view.mixed && (
        <LatePart>
          <MixedFleetCard mixed={view.mixed} project={view.project} />
        </LatePart>
      )}
      <OpenQuestion rollout={view} />
      {view.state === "held" && !view.question && <HeldCard view={view} />}
      <Card title="Stages">
        <div className="flex flex-col gap-4">
          {!isFinal(view.state) && !view.question && <p className="text-lead">{view.sentence}</p>}
          <StageRail rollout={view} />
          <ProgressBar
            label="Hosts of this rollout"
            value={view.hosts.succeeded}
            max={view.hosts.total}
            failed={view.hosts.failed + view.hosts.unknown}
            text={`${view.hosts.succeeded} of ${view.hosts.total} hosts`}
          />
          <Figures view={view} />
          <RulesLine view={view} />
        </div>
      </Card>
      <FailedHosts view={view} />
      <Card title="Hosts" aside={<FleetSentence fleet={view.fleet} />}>
        <HostGroups deploys={view.hostDeploys} />
      </Card>
      {judged.length > 0 && (
        <Card title="Canary">
          {judged.map((stage) => (
            <VerdictSummary key={stage.index} stage={stage} />
          ))}
        </Card>
      )}
      <Card
        title={view.kind === "rollback" ? "Commits it takes back" : "Commits"}
        aside={
          <DiffLink from={view.fromRevision} to={view.toRevision}>
            Diff against what ran before
          </DiffLink>
        }
      >
        <CommitRange commits={view.commits} project={view.project} />
        <ApprovalLine approval={view.approval} />
        {view.decision && (
          <p className="mt-3 max-w-[72ch] text-ink-2">
            <span className="font-semibold">Why these:</span> {view.decision}
          </p>
        )}
      </Card>
    </div>
  );
}

function Figures({ view }: { view: RolloutView }) {
  const now = useNow();
  const rate = isFinal(view.state) ? null : deployRate(view.hostDeploys, now);
  const left = isFinal(view.state) ? null : timeLeft(view, now);
  return (
    <p className="flex flex-wrap gap-x-6 gap-y-1">
      <BudgetText rollout={view} />
      <span>
        <span className="text-ink-2">Hosts:</span> {view.hosts.succeeded} of {view.hosts.total} done
      </span>
      {rate !== null && (
        <span>
          <span className="text-ink-2">Rate:</span> {rate < 10 ? rate.toFixed(1) : Math.round(rate)} hosts/min
        </span>
      )}
      {left !== null && (
        <span title="From the median of the last rollouts">
          <span className="text-ink-2">Left:</span> ≈{formatDuration(left)}
        </span>
      )}
    </p>
  );
}

/** By which version of the project file it goes: that of its beginning, whatever was applied since. */
function RulesLine({ view }: { view: RolloutView }) {
  const { revision, limits } = view.projectFile;
  return (
    <p className="text-ink-2">
      By{" "}
      <Link
        href={`/p/${view.project}/settings/project?revision=${revision}`}
        prefetch={false}
        className="text-run underline underline-offset-2"
      >
        version {revision} of the project file
      </Link>
      {limits.length > 0 && `; its canary is judged by ${limits.join(", ")}`}
    </p>
  );
}
