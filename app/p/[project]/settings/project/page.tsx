import { notFound } from "next/navigation";
import { ProjectScreen } from "@/components/settings/project-screen";
import { loadProjectSettings } from "@/lib/http/page-views";

interface ProjectPageProps {
  params: Promise<{ project: string }>;
  searchParams: Promise<{ revision?: string | string[] }>;
}

export default async function ProjectPage({ params, searchParams }: ProjectPageProps) {
  const { project } = await params;
  const { revision } = await searchParams;
  if (revision !== undefined && (typeof revision !== "string" || !/^[1-9]\d{0,8}$/.test(revision))) notFound();
  const settings = await loadProjectSettings(project, revision === undefined ? null : Number(revision));
  if (!settings) notFound();
  return <ProjectScreen settings={settings} />;
}
