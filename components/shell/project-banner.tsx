"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { ActButton } from "@/components/access/act-button";
import { formatCommitCount } from "@/components/commit/format-commit-count";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { describeHalter } from "@/components/shell/describe-halter";
import type { Banner } from "@/components/shell/find-banner";
import { Time } from "@/components/ui/time";

type ProjectCause = Exclude<Banner, { cause: "offline" | "back" | "no-worker" | "replaced" }>;

/** What stands in the way of a project: since when, who or what caused it, and what a person does next. */
export function ProjectBanner({ banner, project }: { banner: ProjectCause; project: string }): ReactNode {
  switch (banner.cause) {
    case "halted":
      return <HaltedText halted={banner.halted} project={project} />;
    case "question":
      return (
        <>
          <span className="min-w-0">
            <strong>#{banner.rollout} waits for an answer</strong> since <Time at={banner.since} />: {banner.text}
          </span>
          <Link href={`/p/${project}/rollouts/${banner.rollout}`} className={linkClass}>
            Answer
          </Link>
        </>
      );
    case "backlog":
      return (
        <>
          <span className="min-w-0">
            <strong>The backlog needs you.</strong> {banner.offer.text}
          </span>
          <Link href={`/p/${project}/approve?to=${banner.offer.toRevision}`} className={linkClass}>
            Review a rollout of {banner.offer.commitCount}
          </Link>
        </>
      );
    case "frozen":
      return <FrozenText freeze={banner.freeze} />;
    case "tests":
      return <StaleTestsText tests={banner} project={project} />;
    case "repository":
      return (
        <>
          <span className="min-w-0">
            <strong>The repository cannot be read</strong>
            {banner.at && (
              <>
                , last read <Time at={banner.at} />
              </>
            )}
            : {banner.error}
          </span>
          <Link href={`/p/${project}/settings/project`} className={linkClass}>
            See its address
          </Link>
        </>
      );
    case "inventory":
      return (
        <>
          <span className="min-w-0">
            <strong>The list of hosts cannot be renewed</strong>
            {banner.at && (
              <>
                , last read <Time at={banner.at} />
              </>
            )}
            : {banner.error}
          </span>
          <Link href={`/p/${project}/settings/hosts`} className={linkClass}>
            See the hosts
          </Link>
        </>
      );
  }
}

const linkClass = "inline-flex min-h-6 items-center text-run underline underline-offset-2";

function HaltedText({ halted, project }: { halted: Extract<Banner, { cause: "halted" }>["halted"]; project: string }) {
  const openDialog = useOpenDialog();
  return (
    <>
      {/* On a phone only its beginning: Now tells the whole of it. */}
      <span className="min-w-0 max-sm:line-clamp-3">
        <strong>Automation is halted</strong> {describeHalter(halted)} since <Time at={halted.since} />: {halted.reason}
      </span>
      {halted.rollout !== null && (
        <Link href={`/p/${project}/rollouts/${halted.rollout}`} className={linkClass}>
          See #{halted.rollout}
        </Link>
      )}
      <ActButton
        needs="steer"
        aria-haspopup="dialog"
        onClick={(event) => openDialog({ dialog: "resume" }, event.currentTarget)}
      >
        Resume…
      </ActButton>
    </>
  );
}

function FrozenText({ freeze }: { freeze: Extract<Banner, { cause: "frozen" }>["freeze"] }) {
  const openDialog = useOpenDialog();
  return (
    <>
      <span className="min-w-0">
        <strong>Frozen</strong> until <Time at={freeze.expiresAt} />, by {freeze.by} since <Time at={freeze.since} />:{" "}
        {freeze.reason}
      </span>
      <ActButton
        needs="steer"
        aria-haspopup="dialog"
        onClick={(event) => openDialog({ dialog: "lift-freeze" }, event.currentTarget)}
      >
        Lift the freeze…
      </ActButton>
    </>
  );
}

function StaleTestsText({ tests, project }: { tests: Extract<Banner, { cause: "tests" }>; project: string }) {
  const { kind, context, sha, since, commits } = tests;
  const count = formatCommitCount(commits);
  return (
    <>
      <span className="min-w-0">
        <strong>{kind === "silent" ? `Nothing is heard of ${context}` : `${context} is red`}</strong>
        {since && (
          <>
            {" "}
            since <Time at={since} />
          </>
        )}
        : {kind === "silent" ? `${count} without a result` : `from ${sha.slice(0, 7)} on, ${count} behind it`}.
      </span>
      <Link href={`/p/${project}/commits/${sha}`} className={linkClass}>
        See {sha.slice(0, 7)}
      </Link>
    </>
  );
}
