import { DeliveriesScreen } from "@/components/settings/deliveries-screen";

export default async function DeliveriesPage({ params }: { params: Promise<{ project: string }> }) {
  return <DeliveriesScreen project={(await params).project} />;
}
