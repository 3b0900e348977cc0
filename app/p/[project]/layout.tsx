import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { ProjectShell } from "@/components/shell/project-shell";
import { RefusedProject } from "@/components/shell/refused-page";
import { loadNowView, loadRefusal } from "@/lib/http/page-views";

interface ProjectLayoutProps {
  params: Promise<{ project: string }>;
  children: ReactNode;
}

export default async function ProjectLayout({ params, children }: ProjectLayoutProps) {
  const { project } = await params;
  const refusal = await loadRefusal(project, "read");
  if (refusal !== null) return <RefusedProject sentence={refusal} />;
  const view = await loadNowView(project);
  if (!view) notFound();
  return <ProjectShell initial={view}>{children}</ProjectShell>;
}
