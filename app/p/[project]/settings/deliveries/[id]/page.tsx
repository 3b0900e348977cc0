import { notFound } from "next/navigation";
import { DeliveryScreen } from "@/components/settings/delivery-screen";
import { loadDelivery } from "@/lib/http/page-views";

export default async function DeliveryPage({ params }: { params: Promise<{ project: string; id: string }> }) {
  const { project, id } = await params;
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound();
  const delivery = await loadDelivery(project, Number(id));
  if (!delivery) notFound();
  return <DeliveryScreen project={project} initial={delivery} />;
}
