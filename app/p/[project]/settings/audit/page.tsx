import { notFound } from "next/navigation";
import { readAuditFilter, toApiQuery } from "@/components/settings/audit-filter";
import { AuditScreen } from "@/components/settings/audit-screen";
import { RefusedPage } from "@/components/shell/refused-page";
import { loadAudit, loadRefusal } from "@/lib/http/page-views";

interface AuditPageProps {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AuditPage({ params, searchParams }: AuditPageProps) {
  const { project } = await params;
  const refusal = await loadRefusal(project, "audit");
  if (refusal !== null) return <RefusedPage sentence={refusal} />;
  const filter = readAuditFilter(await searchParams);
  const page = await loadAudit(project, toApiQuery(project, filter));
  if (!page) notFound();
  return <AuditScreen project={project} filter={filter} page={page} />;
}
