import { notFound } from "next/navigation";
import { ThresholdsScreen } from "@/components/settings/thresholds-screen";
import { loadThresholds } from "@/lib/http/page-views";

interface ThresholdsPageProps {
  params: Promise<{ project: string }>;
}

export default async function ThresholdsPage({ params }: ThresholdsPageProps) {
  const thresholds = await loadThresholds((await params).project);
  if (!thresholds) notFound();
  return <ThresholdsScreen thresholds={thresholds} />;
}
