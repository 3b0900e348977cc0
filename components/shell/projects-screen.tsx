"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { fetchJson } from "@/components/live/api-client";
import { useNow } from "@/components/live/clock";
import { describeProgress } from "@/components/rollout/rollout-progress";
import { summarizePill } from "@/components/shell/find-pill";
import { needsPerson, sortProjects } from "@/components/shell/sort-projects";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { TopBar } from "@/components/shell/top-bar";
import { buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Glyph } from "@/components/ui/glyph";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Sha } from "@/components/ui/sha";
import { StatusChip } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { formatDuration } from "@/components/ui/time-format";
import type { ProjectSummary, RolloutSummary } from "@/lib/contracts/views";

interface Projects {
  projects: ProjectSummary[];
  serverTime: string;
}

/** Asked for again this often; the live stream belongs to the pages of a project. ms */
const refreshTime = 3000;

/** All projects, those that need a person first. */
export function ProjectsScreen({ initial }: { initial: Projects }) {
  const { data, isError, dataUpdatedAt } = useQuery<Projects>({
    queryKey: ["projects"],
    queryFn: ({ signal }) => fetchJson<Projects>("/api/v1/projects", signal),
    initialData: initial,
    refetchInterval: refreshTime,
  });
  const { projects, serverTime } = data;
  return (
    <>
      <TabFaceTags face={{ title: "Projects · Sauron", shape: projects.some(needsPerson) ? "diamond" : "ring" }} />
      <TopBar project={null} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex max-w-[1440px] flex-col gap-4 px-6 py-6 outline-none max-sm:px-4"
      >
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-section font-semibold">Projects</h1>
          {projects.length > 0 && (
            <Link href="/projects/new" className={buttonClass("plain")}>
              Add a project
            </Link>
          )}
        </div>
        {isError && (
          <p role="status" className="rounded-card border border-warn bg-warn-soft p-3 text-warn" key={dataUpdatedAt}>
            Sauron does not answer. This is as of <Time at={serverTime} relative={false} />; it is asked again every few
            seconds.
          </p>
        )}
        <div className={isError ? "not-live" : ""}>
          {projects.length === 0 ? <FirstRun /> : <ProjectList projects={sortProjects(projects)} />}
        </div>
      </main>
    </>
  );
}

function ProjectList({ projects }: { projects: ProjectSummary[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {projects.map((project) => (
        <ProjectRow key={project.slug} project={project} />
      ))}
    </ul>
  );
}

function ProjectRow({ project }: { project: ProjectSummary }) {
  const now = useNow();
  const { slug, doing, lastDone, oldestWaitSince } = project;
  return (
    <li className="grid items-center gap-x-6 gap-y-2 rounded-card border border-hairline bg-surface px-6 py-4 max-sm:px-4 md:grid-cols-[14rem_minmax(0,1fr)_16rem_18rem]">
      <div className="flex flex-col gap-1">
        <Link
          href={`/p/${slug}`}
          className="inline-flex min-h-6 items-center self-start text-lead font-semibold text-run underline-offset-2 hover:underline"
        >
          {slug}
        </Link>
        <span>
          <StatusChip status={summarizePill(project)} />
        </span>
      </div>
      {doing ? <DoingSummary doing={doing} /> : <span className="text-ink-2">No rollout is running</span>}
      <span>
        {project.queueTotal} waiting
        {oldestWaitSince && <OldestWait time={now - Date.parse(oldestWaitSince)} goal={project.goalSeconds * 1000} />}
      </span>
      <span className="text-ink-2">
        {lastDone?.endedAt ? (
          <>
            Last done #{lastDone.number} <Sha sha={lastDone.toRevision} project={slug} />
            <span className="block text-meta">
              <Time at={lastDone.endedAt} />
            </span>
          </>
        ) : (
          "Nothing done yet"
        )}
      </span>
    </li>
  );
}

/** How long the oldest commit waits, and for how long one should at most; ms. */
function OldestWait({ time, goal }: { time: number; goal: number }) {
  const isLate = time > goal;
  return (
    <span className={`flex items-center gap-1 text-meta ${isLate ? "font-semibold text-warn" : "text-ink-2"}`}>
      {isLate && <Glyph code="warn" size={14} />}
      oldest {formatDuration(time)}, {isLate ? "late: " : ""}goal {formatDuration(goal)}
    </span>
  );
}

function DoingSummary({ doing }: { doing: RolloutSummary }) {
  const { detail, ...status } = describeProgress(doing);
  const { hosts } = doing;
  return (
    <span className="flex flex-col gap-2">
      <span className="flex flex-wrap items-center gap-2">
        <Link
          href={`/p/${doing.project}/rollouts/${doing.number}`}
          className="font-semibold text-run underline-offset-2 hover:underline"
        >
          #{doing.number}
        </Link>
        <StatusChip status={status} detail={detail} />
      </span>
      {doing.question && <span className="font-semibold text-hold">{doing.question.text}</span>}
      <ProgressBar
        label={`Hosts of rollout ${doing.number}`}
        value={hosts.succeeded}
        max={hosts.total}
        failed={hosts.failed + hosts.unknown}
        text={`${hosts.succeeded} of ${hosts.total} hosts`}
      />
    </span>
  );
}

function FirstRun() {
  const command = "npx sauron apply sauron.yml";
  return (
    <section aria-labelledby="first-run" className="rounded-card border border-hairline bg-surface p-6 max-sm:p-4">
      <h2 id="first-run" className="text-lead font-semibold">
        Connect a repository
      </h2>
      <p className="mt-3 max-w-[72ch]">
        One page takes the repository, the hosts and the deploy steps, checks each of them from here, and sets up
        whoever reports the tests.
      </p>
      <p className="mt-3">
        <Link href="/projects/new" className={buttonClass("primary")}>
          Add a project
        </Link>
      </p>
      <div className="mt-5 flex max-w-[72ch] flex-col gap-1">
        <h3 className="font-semibold">Or from the command line</h3>
        <p>
          Write a <code className="font-mono text-log">sauron.yml</code> that names the same things, and apply it:
        </p>
        <span className="flex items-center gap-2">
          <code className="rounded-control bg-sunken px-3 py-2 font-mono text-log">{command}</code>
          <CopyButton text={command} label="the command" />
        </span>
        <p className="text-ink-2">
          Every mistake in the file is told at once, with its line; <code className="font-mono text-log">--check</code>{" "}
          also calls repository and hosts first. The project shows here by itself.
        </p>
      </div>
    </section>
  );
}
