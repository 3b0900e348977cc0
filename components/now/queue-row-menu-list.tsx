"use client";

import { useCaller } from "@/components/access/use-caller";
import { listCommitActions } from "@/components/commit/list-commit-actions";
import { useHostedPages } from "@/components/commit/use-hosted-pages";
import { neededFor } from "@/components/dialogs/project-dialog";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import type { QueueRowMenuProps } from "@/components/now/queue-row-menu";
import { useViewer } from "@/components/shell/viewer";
import { copyText } from "@/components/ui/copy-text";
import type { MenuItem, MenuListProps } from "@/components/ui/menu";
import { MenuList } from "@/components/ui/menu-list";

/** What can be done about a commit of the queue. */
export function QueueRowMenuList({ commit, project, hasLeft, ...menu }: MenuListProps & QueueRowMenuProps) {
  const address = `/p/${project}/commits/${commit.sha}`;
  const diff = useHostedPages()?.commit(commit.sha);
  const actions = useActions({ commit, project, hasLeft });
  return (
    <MenuList
      {...menu}
      items={[
        { word: "Where is it?", does: { go: address } },
        ...(diff ? [{ word: "Open the diff ↗", does: { act: () => void open(diff, "_blank", "noreferrer") } }] : []),
        { word: "Copy link", does: { act: () => void copyText(new URL(address, location.href).href, "the link") } },
        ...actions,
      ]}
    />
  );
}

function useActions({ commit, project, hasLeft }: QueueRowMenuProps): MenuItem[] {
  const openDialog = useOpenDialog();
  const refusals = useCaller()?.refusals;
  const viewer = useViewer();
  return listCommitActions(commit, project, viewer).map(({ word, detail, does }) => {
    if ("go" in does) return { word, detail, does };
    const refusal = hasLeft ? "It has left the queue" : (refusals?.[neededFor(does.open)] ?? null);
    return { word, detail, refusal, does: { act: (trigger) => openDialog(does.open, trigger) } };
  });
}
