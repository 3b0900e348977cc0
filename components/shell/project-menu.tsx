"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/components/live/api-client";
import { describeProgress } from "@/components/rollout/rollout-progress";
import { summarizePill } from "@/components/shell/find-pill";
import { needsPerson, sortProjects } from "@/components/shell/sort-projects";
import type { MenuItem, MenuListProps } from "@/components/ui/menu";
import { MenuList as PlainMenuList } from "@/components/ui/menu-list";
import type { ProjectSummary } from "@/lib/contracts/views";

/** The pages of all projects, those that need a person first, below whatever else there is to go to. */
export function MenuList({ items, ...rest }: MenuListProps) {
  const { data } = useQuery({
    queryKey: ["projects"],
    staleTime: 0,
    queryFn: ({ signal }) => fetchJson<{ projects: ProjectSummary[] }>("/api/v1/projects", signal),
  });
  return <PlainMenuList items={[...items, ...sortProjects(data?.projects ?? []).map(toItem)]} {...rest} />;
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
