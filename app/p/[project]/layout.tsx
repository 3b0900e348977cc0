import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { ProjectShell } from "@/components/shell/project-shell";
import { loadNowView } from "@/lib/http/page-views";

interface ProjectLayoutProps {
  params: Promise<{ project: string }>;
  children: ReactNode;
}

export default async function ProjectLayout({ params, children }: ProjectLayoutProps) {
  const { project } = await params;
  const view = await loadNowView(project);
  if (!view) notFound();
  return <ProjectShell initial={view}>{children}</ProjectShell>;
}
