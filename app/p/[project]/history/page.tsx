import { notFound } from "next/navigation";
import { pageSize, rolloutsAddress } from "@/components/history/history-address";
import { readHistoryFilter } from "@/components/history/history-filter";
import { HistoryScreen } from "@/components/history/history-screen";
import { loadRollouts } from "@/lib/http/page-views";

interface HistoryPageProps {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function HistoryPage({ params, searchParams }: HistoryPageProps) {
  const { project } = await params;
  const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
  const filter = readHistoryFilter(new URLSearchParams(asked));
  const { status, text, before } = filter;
  const view = await loadRollouts(project, { state: status, text, before, limit: pageSize });
  if (!view) notFound();
  const path = rolloutsAddress(project, filter, { limit: pageSize });
  return <HistoryScreen project={project} first={{ path, view }} />;
}
