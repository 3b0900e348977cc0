import { SourcesScreen } from "@/components/settings/sources-screen";

export default async function SourcesPage({ params }: { params: Promise<{ project: string }> }) {
  return <SourcesScreen project={(await params).project} />;
}
