import { notFound } from "next/navigation";
import { NowScreen } from "@/components/now/now-screen";
import { loadNowView } from "@/lib/http/page-views";

export default async function NowPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const view = await loadNowView(project);
  if (!view) notFound();
  return <NowScreen initial={view} />;
}
