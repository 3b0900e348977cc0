"use client";

import Link from "next/link";
import { useViewQuery, viewAddress } from "@/components/rollout/use-view-query";
import { pageSize, readDeliveryFilter, toApiQuery } from "@/components/settings/delivery-filter";
import { DeliveryFilters } from "@/components/settings/delivery-filters";
import { deliveryStatus } from "@/components/settings/delivery-status";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { describeSourceKind } from "@/components/settings/source-kinds";
import { useApiView } from "@/components/settings/use-api-view";
import { ViewNotice } from "@/components/settings/view-notice";
import { buttonClass } from "@/components/ui/button";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { DeliveryView, SourceView } from "@/lib/contracts/intake-views";

interface DeliveriesScreenProps {
  project: string;
  initial: { deliveries: DeliveryView[] };
  sources: SourceView[];
}

/** What senders delivered, newest first. The address keeps the filter and the page. */
export function DeliveriesScreen({ project, initial, sources }: DeliveriesScreenProps) {
  const query = useViewQuery();
  const filter = readDeliveryFilter(query);
  const deliveries = useApiView(`/api/v1/deliveries?${toApiQuery(project, filter)}`, initial);
  const shown = deliveries.view.deliveries;
  const last = shown.at(-1);
  return (
    <SettingsFrame project={project} area="deliveries">
      <DeliveryFilters sources={sources} query={query} />
      <ViewNotice {...deliveries} />
      {shown.length === 0 && <NoDelivery isNarrowed={query.size > 0} />}
      {shown.length > 0 && <DeliveryTable project={project} deliveries={shown} />}
      <nav aria-label="Pages of deliveries" className="flex flex-wrap gap-3">
        {filter.before !== null && (
          <Link href={viewAddress(query, { before: null })} prefetch={false} className={buttonClass("plain")}>
            Newest
          </Link>
        )}
        {last && shown.length === pageSize && (
          <Link href={viewAddress(query, { before: `${last.id}` })} prefetch={false} className={buttonClass("plain")}>
            Older
          </Link>
        )}
      </nav>
    </SettingsFrame>
  );
}

function NoDelivery({ isNarrowed }: { isNarrowed: boolean }) {
  return (
    <p className="rounded-card border border-hairline bg-surface p-6 text-ink-2">
      {isNarrowed
        ? "Nothing matches the filter. Deliveries are kept for 14 days."
        : "Nothing was delivered in the last 14 days. What is not authentic is not kept; the sources count it."}
    </p>
  );
}

function DeliveryTable({ project, deliveries }: { project: string; deliveries: DeliveryView[] }) {
  return (
    <div className="rounded-card border border-hairline bg-surface px-4 py-2">
      <ScrollRegion label="Deliveries">
        <table className="w-full text-left">
          <caption className="sr-only">Deliveries, newest first</caption>
          <thead className="text-meta text-ink-2">
            <tr className="border-b border-hairline">
              {["Received", "State", "Source", "Event", "What was understood"].map((word) => (
                <th key={word} scope="col" className="py-2 pr-4 font-semibold">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} project={project} delivery={delivery} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}

function DeliveryRow({ project, delivery }: { project: string; delivery: DeliveryView }) {
  return (
    <tr data-row="" className="border-b border-hairline last:border-b-0 has-focus-visible:bg-sunken">
      <th scope="row" data-row-door="" className="py-2 pr-4 font-normal whitespace-nowrap">
        <Link
          href={`/p/${project}/settings/deliveries/${delivery.id}`}
          prefetch={false}
          className="py-1 text-run underline-offset-2 hover:underline"
        >
          #{delivery.id}
        </Link>{" "}
        <Time at={delivery.receivedAt} />
      </th>
      <td className="pr-4">
        <StatusText status={deliveryStatus(delivery.state)} />
      </td>
      <td className="pr-4 whitespace-nowrap">
        {delivery.source.name}
        {delivery.source.name !== delivery.source.kind && (
          <span className="text-ink-3"> {describeSourceKind(delivery.source.kind).name}</span>
        )}
      </td>
      <td className="pr-4 font-mono text-log whitespace-nowrap">{delivery.event ?? "—"}</td>
      <td className="min-w-64">{delivery.summary ?? <span className="text-ink-2">Not read yet</span>}</td>
    </tr>
  );
}
