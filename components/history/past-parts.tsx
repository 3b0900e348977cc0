import Link from "next/link";
import { PastCommitLine } from "@/components/history/past-commit-line";
import { spellEvent } from "@/components/rollout/describe-event";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Sha } from "@/components/ui/sha";
import { rolloutStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { PastView } from "@/lib/contracts/history-views";

const heading = "text-meta font-semibold text-ink-2";

/** How many hosts ran what. */
export function FleetThen({ project, fleet }: { project: string; fleet: PastView["fleet"] }) {
  const total = fleet.reduce((sum, share) => sum + share.hosts, 0);
  if (total === 0) return null;
  return (
    <ul aria-label="Revisions of the fleet" className="flex flex-col gap-2">
      {fleet.map(({ revision, hosts, rollouts, commit }) => (
        <li key={revision} className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[14em_minmax(0,1fr)]">
          <span className="flex flex-col gap-1">
            <span>
              {hosts} of {total} hosts
            </span>
            <ProgressBar
              label={`Hosts that ran ${revision?.slice(0, 7) ?? "nobody could tell what"}`}
              value={hosts}
              max={total}
              text={`${hosts} of ${total} hosts`}
            />
          </span>
          <span className="min-w-0 break-words">
            {revision === null && <span className="text-ink-2">Nobody could tell what they ran.</span>}
            {revision !== null && <Sha sha={revision} project={project} />} {commit?.title}{" "}
            {commit && <span className="text-ink-2">{commit.author}</span>}{" "}
            {rollouts.map((number) => (
              <RolloutLink key={number} project={project} number={number} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What was being rolled out. */
export function UnderWayThen({ project, rollouts }: { project: string; rollouts: PastView["inFlight"] }) {
  return (
    <section>
      <h3 className={heading}>Under way</h3>
      {rollouts.length === 0 && <p className="text-ink-2">No rollout was under way.</p>}
      <ul>
        {rollouts.map(({ number, state, stage, toRevision }) => (
          <li key={number} className="flex flex-wrap items-baseline gap-x-3">
            <RolloutLink project={project} number={number} />
            <StatusText status={rolloutStatus(state)} />
            {stage && <span>in stage {stage}</span>}
            <span>
              → <Sha sha={toRevision} project={project} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Rollouts with their commits, and what people and the automation did, newest first. */
export function HappenedBefore({ project, view }: { project: string; view: PastView }) {
  const { rollouts, events } = view;
  return (
    <section>
      <h3 className={heading}>Changed in the 30 minutes before</h3>
      {rollouts.length + events.length === 0 && <p className="text-ink-2">Nothing.</p>}
      <ul className="flex flex-col gap-2">
        {rollouts.map((rollout) => (
          <li key={rollout.number}>
            <p className="flex flex-wrap items-baseline gap-x-3">
              <RolloutLink project={project} number={rollout.number} />
              {rollout.startedAt && <Time at={rollout.startedAt} relative={false} />}
              <span>
                {rollout.kind === "rollback" ? "took away" : "brought"} {rollout.commitCount}{" "}
                {rollout.commitCount === 1 ? "commit" : "commits"}
              </span>
              <StatusText status={rolloutStatus(rollout.state)} />
            </p>
            <ul className="pl-4">
              {rollout.commits.map((commit) => (
                <li key={commit.sha}>
                  <PastCommitLine project={project} commit={commit} />
                </li>
              ))}
            </ul>
          </li>
        ))}
        {events.map(({ at, event, actor, reason }) => (
          <li key={`${at} ${event} ${reason}`} className="flex flex-wrap items-baseline gap-x-3">
            <Time at={at} relative={false} />
            <span className="font-semibold">{spellEvent(event)}</span>
            <span className="text-ink-2">by {actor.name}</span>
            {reason && <span className="min-w-0 break-words">{reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function RolloutLink({ project, number }: { project: string; number: number }) {
  return (
    <Link
      href={`/p/${project}/rollouts/${number}`}
      prefetch={false}
      className="inline-flex min-h-6 items-center pr-1 font-semibold text-run underline-offset-2 hover:underline"
    >
      #{number}
    </Link>
  );
}
