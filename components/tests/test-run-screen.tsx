"use client";

import Link from "next/link";
import type { CommitDetail } from "@/components/commit/use-commit-detail";
import { useCommitDetail } from "@/components/commit/use-commit-detail";
import { LogViewer } from "@/components/log/log-viewer";
import { ViewNotice } from "@/components/settings/view-notice";
import { LiveRegion } from "@/components/shell/live-region";
import { testTabFace } from "@/components/shell/tab-face";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { describeFlakiness } from "@/components/tests/describe-flakiness";
import { RunActions } from "@/components/tests/run-actions";
import { RunTimes } from "@/components/tests/run-times";
import { Sha } from "@/components/ui/sha";
import { testStatus } from "@/components/ui/status";
import { StatusChip } from "@/components/ui/status-badge";
import type { TestRunView } from "@/lib/contracts/views";

interface TestRunScreenProps {
  project: string;
  initial: CommitDetail;
  /** Id of the run among the commit's attempts. */
  id: number;
}

/** A test run of the built-in runner: how it stands, and its output as it comes. */
export function TestRunScreen({ project, initial, id }: TestRunScreenProps) {
  const read = useCommitDetail(project, initial);
  const commit = read.view;
  const run = commit.attempts.find((each) => each.id === id);
  if (!run) return <p role="alert">This test run is known no more.</p>;
  const flakiness = commit.flakiness.find((each) => each.context === run.context);
  const newer = commit.attempts.findLast((each) => each.context === run.context && each.attempt > run.attempt);
  return (
    <>
      <TabFaceTags face={testTabFace(run, project)} />
      <LiveRegion>
        <div className="flex flex-col gap-4">
          <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <h1 className="text-section font-semibold break-words">
              {run.context}
              <span className="font-normal text-ink-2"> attempt {run.attempt}</span>
            </h1>
            <StatusChip status={testStatus(run.status)} detail={run.silent ? "nothing heard of it" : ""} />
            <span>
              of <Sha sha={commit.sha} project={project} /> {commit.title}
            </span>
            <span className="text-ink-2">
              {run.startedAt ? "started " : "not started yet"}
              <RunTimes run={run} />
            </span>
            <span className="ml-auto">{!newer && <RunActions run={run} project={project} />}</span>
          </header>
          <ViewNotice {...read} />
          {run.reason && <p className="max-w-[72ch]">{run.reason}</p>}
          {flakiness && <p className="text-warn">{describeFlakiness(flakiness)}</p>}
          {newer && <NewerAttempt newer={newer} sha={commit.sha} project={project} />}
          {run.hasLog ? (
            <LogViewer log={describeRunLog(run, project, commit.sha)} />
          ) : (
            <p className="text-ink-2">Its output is not here: {run.source} ran it.</p>
          )}
        </div>
      </LiveRegion>
    </>
  );
}

function describeRunLog(run: TestRunView, project: string, sha: string) {
  return {
    name: "Test output",
    address: `/api/v1/test-runs/${run.id}/log?project=${project}`,
    total: 0,
    isOver: run.finishedAt !== null,
    origin: run.startedAt ?? new Date(0).toISOString(),
    hostWidth: 0,
    downloadName: `${project}-${sha.slice(0, 7)}-${run.context}-${run.attempt}.log`,
  };
}

/** What counts is the newest attempt. */
function NewerAttempt({ newer, sha, project }: { newer: TestRunView; sha: string; project: string }) {
  return (
    <p role="status" className="text-ink-2">
      Attempt {newer.attempt} is newer:{" "}
      <Link
        href={`/p/${project}/commits/${sha}/tests/${newer.id}`}
        className="inline-flex min-h-6 items-center text-run underline underline-offset-2"
      >
        {testStatus(newer.status).word}
      </Link>
    </p>
  );
}
