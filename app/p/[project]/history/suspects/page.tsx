import { SuspectsScreen } from "@/components/history/suspects-screen";

export default async function SuspectsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <SuspectsScreen project={project} />;
}
