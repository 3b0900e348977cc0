import { notFound } from "next/navigation";
import { DeliveriesScreen } from "@/components/settings/deliveries-screen";
import { pageSize, readDeliveryFilter } from "@/components/settings/delivery-filter";
import { loadDeliveries, loadSources } from "@/lib/http/page-views";

interface DeliveriesPageProps {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DeliveriesPage({ params, searchParams }: DeliveriesPageProps) {
  const { project } = await params;
  const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
  const filter = readDeliveryFilter(new URLSearchParams(asked));
  const [deliveries, sources] = await Promise.all([
    loadDeliveries(project, { ...filter, limit: pageSize }),
    loadSources(project),
  ]);
  if (!deliveries || !sources) notFound();
  return <DeliveriesScreen project={project} initial={deliveries} sources={sources.sources} />;
}
