"use client";

import { MenuButton } from "@/components/ui/menu";
import type { QueuedCommitView } from "@/lib/contracts/views";

export interface QueueRowMenuProps {
  commit: QueuedCommitView;
  project: string;
  /** It waits no more. */
  hasLeft: boolean;
}

const loadList = async () => ({ MenuList: (await import("@/components/now/queue-row-menu-list")).QueueRowMenuList });

/** What a person can do about a waiting commit. There are hundreds of rows, so each finds it out once it is asked. */
export function QueueRowMenu(row: QueueRowMenuProps) {
  const sha = row.commit.sha.slice(0, 7);
  return (
    <MenuButton
      label={`Commit ${sha}`}
      load={loadList}
      list={row}
      className="inline-flex min-h-8 min-w-8 items-center justify-center rounded-control text-ink-2 hover:bg-sunken pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <span className="sr-only">Actions for {sha}</span>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
        <circle cx="3" cy="8" r="1.500" />
        <circle cx="8" cy="8" r="1.500" />
        <circle cx="13" cy="8" r="1.500" />
      </svg>
    </MenuButton>
  );
}
