"use client";

import { listCommitActions } from "@/components/commit/list-commit-actions";
import { useHostedPages } from "@/components/commit/use-hosted-pages";
import { useMenuItems } from "@/components/dialogs/use-menu-items";
import type { QueueRowMenuProps } from "@/components/now/queue-row-menu";
import { useViewer } from "@/components/shell/viewer";
import { copyText } from "@/components/ui/copy-text";
import type { MenuListProps } from "@/components/ui/menu";
import { MenuList } from "@/components/ui/menu-list";

/** What can be done about a commit of the queue. */
export function QueueRowMenuList({ commit, project, hasLeft, ...menu }: MenuListProps & QueueRowMenuProps) {
  const address = `/p/${project}/commits/${commit.sha}`;
  const diff = useHostedPages()?.commit(commit.sha);
  const choices = listCommitActions(commit, project, useViewer());
  const actions = useMenuItems(choices, hasLeft ? "It has left the queue" : null);
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
