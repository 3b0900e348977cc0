import { notFound } from "next/navigation";
import { RollbackScreen } from "@/components/rollback/rollback-screen";
import { loadNowView } from "@/lib/http/page-views";

export default async function RollbackPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const view = await loadNowView(project);
  if (!view) notFound();
  return <RollbackScreen initial={view} />;
}
