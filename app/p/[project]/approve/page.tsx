import { notFound } from "next/navigation";
import { ApproveScreen } from "@/components/approve/approve-screen";
import { loadNowView } from "@/lib/http/page-views";

export default async function ApprovePage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const view = await loadNowView(project);
  if (!view) notFound();
  return <ApproveScreen initial={view} />;
}
