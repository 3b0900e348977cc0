import { notFound } from "next/navigation";
import { HostsScreen } from "@/components/settings/hosts-screen";
import { loadProjectSettings } from "@/lib/http/page-views";

export default async function HostsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const settings = await loadProjectSettings(project, null);
  if (!settings) notFound();
  return <HostsScreen settings={settings} />;
}
