import { notFound } from "next/navigation";
import { RolloutScreen } from "@/components/rollout/rollout-screen";
import { loadRolloutView } from "@/lib/http/page-views";

export default async function RolloutPage({ params }: { params: Promise<{ project: string; number: string }> }) {
  const { project, number } = await params;
  const view = /^[1-9]\d{0,8}$/.test(number) ? await loadRolloutView(project, Number(number)) : null;
  if (!view) notFound();
  return <RolloutScreen initial={view} />;
}
