"use client";

import { useCaller } from "@/components/access/use-caller";
import { listCommitActions } from "@/components/commit/list-commit-actions";
import { useHostedPages } from "@/components/commit/use-hosted-pages";
import { neededFor } from "@/components/dialogs/project-dialog";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { useViewer } from "@/components/shell/viewer";
import { copyText } from "@/components/ui/copy-text";
import { MenuButton } from "@/components/ui/menu";
import type { QueuedCommitView } from "@/lib/contracts/views";

/** What a person can do about a waiting commit. */
export function QueueRowMenu({ commit, project }: { commit: QueuedCommitView; project: string }) {
  const openDialog = useOpenDialog();
  const refusals = useCaller()?.refusals;
  const address = `/p/${project}/commits/${commit.sha}`;
  const diff = useHostedPages()?.commit(commit.sha);
  const viewer = useViewer();
  const actions = listCommitActions(commit, project, viewer).map(({ word, detail, does }) => ({
    word,
    detail,
    refusal: "open" in does ? (refusals?.[neededFor(does.open)] ?? null) : null,
    does: "go" in does ? does : { act: (trigger: HTMLElement | null) => openDialog(does.open, trigger) },
  }));
  return (
    <MenuButton
      label={`Commit ${commit.sha.slice(0, 7)}`}
      items={[
        { word: "Where is it?", does: { go: address } },
        ...(diff ? [{ word: "Open the diff ↗", does: { act: () => void open(diff, "_blank", "noreferrer") } }] : []),
        { word: "Copy link", does: { act: () => void copyText(new URL(address, location.href).href, "the link") } },
        ...actions,
      ]}
      className="inline-flex min-h-8 min-w-8 items-center justify-center rounded-control text-ink-2 hover:bg-sunken pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <span className="sr-only">Actions for {commit.sha.slice(0, 7)}</span>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
        <circle cx="3" cy="8" r="1.500" />
        <circle cx="8" cy="8" r="1.500" />
        <circle cx="13" cy="8" r="1.500" />
      </svg>
    </MenuButton>
  );
}
