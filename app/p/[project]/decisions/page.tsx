import { notFound } from "next/navigation";
import { DecisionsScreen } from "@/components/decisions/decisions-screen";
import { loadNowView } from "@/lib/http/page-views";

export default async function DecisionsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const view = await loadNowView(project);
  if (!view) notFound();
  return <DecisionsScreen project={view.project} />;
}
