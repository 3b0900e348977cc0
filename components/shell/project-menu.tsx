"use client";

import { describeProgress } from "@/components/rollout/rollout-progress";
import { summarizePill } from "@/components/shell/find-pill";
import { needsPerson, sortProjects } from "@/components/shell/sort-projects";
import { useProjects } from "@/components/shell/use-projects";
import type { MenuItem, MenuListProps } from "@/components/ui/menu";
import { MenuList } from "@/components/ui/menu-list";
import type { ProjectSummary } from "@/lib/contracts/views";

const allProjects: MenuItem = { word: "All projects", does: { go: "/" } };

/** The pages of all projects, those that need a person first. */
export function ProjectMenu(props: MenuListProps) {
  return <MenuList items={[allProjects, ...sortProjects(useProjects()).map(toItem)]} {...props} />;
}

function toItem(project: ProjectSummary): MenuItem {
  const { slug, doing } = project;
  const isMoving = doing !== null && !needsPerson(project);
  return {
    word: slug,
    detail: isMoving ? `#${doing.number} ${describeProgress(doing).word}` : summarizePill(project).word,
    does: { go: `/p/${slug}` },
  };
}
