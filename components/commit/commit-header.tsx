"use client";

import Link from "next/link";
import { ActButton } from "@/components/access/act-button";
import { CommitDiffLink } from "@/components/commit/diff-link";
import { listCommitActions } from "@/components/commit/list-commit-actions";
import type { CommitDetail } from "@/components/commit/use-commit-detail";
import { neededFor } from "@/components/dialogs/project-dialog";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { useViewer } from "@/components/shell/viewer";
import { Avatar } from "@/components/ui/avatar";
import { buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { CopyLink } from "@/components/ui/copy-link";
import { Glyph } from "@/components/ui/glyph";
import { Sha } from "@/components/ui/sha";
import { Time } from "@/components/ui/time";

/** Which commit this is, what people said about it, and what can be done. */
export function CommitHeader({ commit, project }: { commit: CommitDetail; project: string }) {
  return (
    <header className="flex flex-col gap-2">
      <h1 className="text-section font-semibold break-words">{commit.title}</h1>
      <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
        <code className="font-mono text-log break-all">{commit.sha}</code>
        <CopyButton text={commit.sha} label="the sha" />
        <span className="inline-flex items-center gap-1.5">
          by <Avatar name={commit.author} /> {commit.author},
        </span>
        <span>
          landed <Time at={commit.landedAt} />
        </span>
        <CommitDiffLink sha={commit.sha} />
        <CopyLink />
      </p>
      <CommitMarks commit={commit} project={project} />
      <CommitActions commit={commit} project={project} />
    </header>
  );
}

function CommitMarks({ commit, project }: { commit: CommitDetail; project: string }) {
  return (
    <>
      {commit.orphaned && (
        <p className="flex items-center gap-2 font-semibold text-warn">
          <Glyph code="warn" /> No longer on the trunk: its history was rewritten.
        </p>
      )}
      {commit.bad && (
        <p className="flex items-center gap-2 font-semibold text-fail">
          <Glyph code="fail" /> Marked bad by {commit.bad.by}: {commit.bad.reason}
        </p>
      )}
      {commit.lock && (
        <p className="flex flex-wrap items-center gap-x-2 font-semibold text-hold">
          <Glyph code="frozen" /> Locked by {commit.lock.by}: {commit.lock.reason}
          <span className="font-normal text-ink-2">
            at <Time at={commit.lock.at} />
          </span>
        </p>
      )}
      {commit.revertedBy && (
        <p>
          Reverted by <Sha sha={commit.revertedBy} project={project} />
        </p>
      )}
    </>
  );
}

function CommitActions({ commit, project }: { commit: CommitDetail; project: string }) {
  const openDialog = useOpenDialog();
  const viewer = useViewer();
  if (commit.orphaned) return null;
  return (
    <p className="flex flex-wrap gap-3">
      {listCommitActions(commit, project, viewer).map(({ word, detail, does }) =>
        "go" in does ? (
          <Link
            key={word}
            href={does.go}
            title={detail}
            prefetch={false}
            className={`${buttonClass("plain")} max-sm:whitespace-normal`}
          >
            {word}
          </Link>
        ) : (
          <ActButton
            needs={neededFor(does.open)}
            key={word}
            title={detail}
            aria-haspopup={"atOnce" in does.open && does.open.atOnce ? undefined : "dialog"}
            onClick={(event) => openDialog(does.open, event.currentTarget)}
          >
            {word}
          </ActButton>
        ),
      )}
    </p>
  );
}
