"use client";

import Link from "next/link";
import { AttemptList } from "@/components/commit/attempt-list";
import { CommitHeader } from "@/components/commit/commit-header";
import { JourneyList } from "@/components/commit/journey-list";
import { type CommitDetail, useCommitDetail } from "@/components/commit/use-commit-detail";
import { WaitingNote } from "@/components/commit/waiting-note";
import { useNowView } from "@/components/live/live-provider";
import { ViewNotice } from "@/components/settings/view-notice";
import { LiveRegion } from "@/components/shell/live-region";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { Card } from "@/components/ui/card";
import { ProgressBar } from "@/components/ui/progress-bar";
import { rolloutStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import type { NowView } from "@/lib/contracts/views";

interface CommitScreenProps {
  initial: CommitDetail;
  initialNow: NowView;
}

/** Where is my commit: landed, tested, waiting, rolled out, live. */
export function CommitScreen({ initial, initialNow }: CommitScreenProps) {
  const now = useNowView(initialNow);
  const { project } = now;
  const read = useCommitDetail(project, initial);
  const commit = read.view;
  const { hosts } = commit;
  return (
    <>
      <TabFaceTags face={{ title: `${commit.sha.slice(0, 7)} ${project}`, shape: "ring" }} />
      <LiveRegion>
        <div className="flex flex-col gap-4">
          <CommitHeader commit={commit} project={project} />
          <ViewNotice {...read} />
          <Card title="Where is it">
            <JourneyList steps={commit.journey} />
            <WaitingNote view={now} sha={commit.sha} />
            {hosts.total > 0 && (
              <div className="mt-4 flex flex-col gap-1">
                <ProgressBar
                  label="Hosts that run this commit or a later one"
                  value={hosts.live}
                  max={hosts.total}
                  text={`${hosts.live} of ${hosts.total} hosts`}
                />
                <span className="text-meta text-ink-2">
                  {hosts.live} of {hosts.total} hosts run it or a later one
                </span>
              </div>
            )}
          </Card>
          <Card title="Tests">
            <AttemptList commit={commit} project={project} />
          </Card>
          <Card title="Rollouts">
            <CommitRollouts rollouts={commit.rollouts} project={project} />
          </Card>
          <Card title="Message">
            <pre className="max-w-full overflow-x-auto font-mono text-log whitespace-pre-wrap [overflow-wrap:anywhere]">
              {commit.message}
            </pre>
          </Card>
        </div>
      </LiveRegion>
    </>
  );
}

function CommitRollouts({ rollouts, project }: { rollouts: CommitDetail["rollouts"]; project: string }) {
  if (rollouts.length === 0) return <p className="text-ink-2">No rollout has carried it yet.</p>;
  return (
    <ul className="flex flex-col gap-1">
      {rollouts.map((rollout) => (
        <li key={rollout.number} className="flex items-center gap-3">
          <Link
            href={`/p/${project}/rollouts/${rollout.number}`}
            className="inline-flex min-h-6 items-center font-semibold text-run underline-offset-2 hover:underline pointer-coarse:min-h-11"
          >
            #{rollout.number}
          </Link>
          <StatusText status={rolloutStatus(rollout.state)} />
        </li>
      ))}
    </ul>
  );
}
