import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { InsightsScreen } from "@/components/insights/insights-screen";
import { parsePreferences } from "@/components/shell/preferences";
import { insightDays } from "@/lib/contracts/insight-days";
import { loadInsights } from "@/lib/http/page-views";

interface InsightsPageProps {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function InsightsPage({ params, searchParams }: InsightsPageProps) {
  const { project } = await params;
  const asked = (await searchParams).days;
  const days = Number(insightDays.find((each) => each === asked) ?? "30");
  const jar = await cookies();
  const { zone, localZone } = parsePreferences((name) => jar.get(name)?.value);
  const view = await loadInsights(project, { days, zone: zone === "utc" ? "UTC" : localZone });
  if (!view) notFound();
  return <InsightsScreen project={project} days={days} first={view} />;
}
