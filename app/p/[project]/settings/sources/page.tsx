import { notFound } from "next/navigation";
import { SourcesScreen } from "@/components/settings/sources-screen";
import { loadSources } from "@/lib/http/page-views";

export default async function SourcesPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const sources = await loadSources(project);
  if (!sources) notFound();
  return <SourcesScreen project={project} initial={sources} />;
}
