"use client";

import { MenuButton } from "@/components/ui/menu";

const loadList = async () => ({ MenuList: (await import("@/components/shell/project-menu")).ProjectMenu });

/** The way from one project to another. A phone has the page of all projects for it. */
export function ProjectSwitcher() {
  return (
    <MenuButton
      label="Other projects"
      load={loadList}
      list={{}}
      className="min-h-8 min-w-8 rounded-control text-ink-2 hover:bg-sunken max-sm:hidden pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <span className="sr-only">Other projects</span>
      <span aria-hidden="true">▾</span>
    </MenuButton>
  );
}
