"use client";

import Link from "next/link";
import { type ReactNode, useEffect } from "react";
import { ActButton } from "@/components/access/act-button";
import { deliveryStatus } from "@/components/settings/delivery-status";
import { describeFact } from "@/components/settings/describe-fact";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { showBody, showPlainly } from "@/components/settings/show-plainly";
import { describeSourceKind } from "@/components/settings/source-kinds";
import { useApiView } from "@/components/settings/use-api-view";
import { ViewNotice } from "@/components/settings/view-notice";
import { Card } from "@/components/ui/card";
import { CopyBlock } from "@/components/ui/copy-block";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { StatusChip } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import type { DeliveryDetail } from "@/lib/contracts/intake-views";

/** One delivery: what came, what was understood of it, and the way to have it read again. */
export function DeliveryScreen({ project, initial }: { project: string; initial: DeliveryDetail }) {
  const { id } = initial;
  const delivery = useApiView(`/api/v1/deliveries/${id}?project=${project}`, initial);
  return (
    <SettingsFrame project={project} area="deliveries" title={`Delivery #${id}`}>
      <ViewNotice {...delivery} />
      <Delivery project={project} delivery={delivery.view} onResent={delivery.reload} />
    </SettingsFrame>
  );
}

interface DeliveryProps {
  project: string;
  delivery: DeliveryDetail;
  onResent: () => void;
}

function Delivery({ project, delivery, onResent }: DeliveryProps) {
  return (
    <>
      <section
        aria-label="Outcome"
        className="flex flex-col gap-3 rounded-card border border-hairline bg-surface px-6 py-4 max-sm:px-4"
      >
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <StatusChip status={deliveryStatus(delivery.state)} />
          <span className="text-lead">{delivery.summary ?? "A worker reads it within seconds."}</span>
        </p>
        <Resend delivery={delivery} project={project} onResent={onResent} />
      </section>
      <Card title="What was understood">
        <Facts facts={delivery.facts} />
      </Card>
      <Card title="What came">
        <Origin project={project} delivery={delivery} />
        <h3 className="pt-4 pb-1 font-semibold">Headers</h3>
        <Headers headers={delivery.headers} />
        <h3 className="pt-4 pb-1 font-semibold">Body</h3>
        <CopyBlock text={showBody(delivery.body)} label="the body" />
      </Card>
    </>
  );
}

function Origin({ project, delivery }: { project: string; delivery: DeliveryDetail }) {
  const { source } = delivery;
  const rows: [name: string, value: ReactNode][] = [
    [
      "Source",
      <Link
        key="source"
        href={`/p/${project}/settings/deliveries?source=${encodeURIComponent(source.key)}`}
        prefetch={false}
        className="text-run underline-offset-2 hover:underline"
      >
        {source.name} ({describeSourceKind(source.kind).name})
      </Link>,
    ],
    ["Event", delivery.event ?? "—"],
    ["Received", <Time key="received" at={delivery.receivedAt} />],
    ["Read", delivery.processedAt ? <Time key="read" at={delivery.processedAt} /> : "Not yet"],
    ["Came", delivery.times === 1 ? "once" : `${delivery.times} times; only the first was read`],
    ["Size", `${delivery.bytes.toLocaleString("en-US")} bytes`],
    [
      "Its own id",
      <span key="id" className="break-all">
        {showPlainly(delivery.deliveryKey)}
      </span>,
    ],
  ];
  return (
    <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[8rem_minmax(0,1fr)]">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Headers({ headers }: { headers: Record<string, string> }) {
  return (
    <ScrollRegion label="Headers">
      <table className="text-left font-mono text-log">
        <caption className="sr-only">Headers of the delivery; secrets are left out</caption>
        <tbody>
          {Object.entries(headers).map(([name, value]) => (
            <tr key={name} className="align-top">
              <th scope="row" className="pr-4 font-normal whitespace-nowrap text-ink-2">
                {name}
              </th>
              <td>{showPlainly(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Facts({ facts }: { facts: DeliveryDetail["facts"] }) {
  if (facts.length === 0) return <p className="text-ink-2">Nothing.</p>;
  return (
    <ScrollRegion label="Facts">
      <table className="w-full text-left">
        <caption className="sr-only">Facts that were read from the delivery</caption>
        <thead className="text-meta text-ink-2">
          <tr className="border-b border-hairline">
            <th scope="col" className="w-px py-2 pr-8 font-semibold">
              What
            </th>
            <th scope="col" className="font-semibold">
              Details
            </th>
          </tr>
        </thead>
        <tbody>
          {facts.map(describeFact).map(({ what, details }) => (
            <tr
              key={`${what} ${JSON.stringify(details)}`}
              className="border-b border-hairline align-top last:border-b-0"
            >
              <th scope="row" className="py-2 pr-8 font-semibold whitespace-nowrap">
                {what}
              </th>
              <td className="py-2">
                <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4">
                  {details.map(({ name, value }) => (
                    <div key={name} className="contents">
                      <dt className="text-ink-2">{name}</dt>
                      <dd className="break-words whitespace-pre-line">{showPlainly(value)}</dd>
                    </div>
                  ))}
                </dl>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

const noBody = {};

function Resend({ delivery, project, onResent }: DeliveryProps) {
  const { state, run } = useAction(`/api/v1/deliveries/${delivery.id}/resend?project=${project}`, noBody);
  useEffect(() => {
    if (state.phase === "done") onResent();
  }, [state, onResent]);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <ActButton needs="configure" onClick={run} aria-disabled={state.phase === "sending"}>
        {state.phase === "sending" ? "Asking…" : "Read it again"}
      </ActButton>
      <span role="status" className="text-ink-2">
        {state.phase === "done" && "A worker reads it again."}
        {state.phase === "failed" && <span className="text-fail">{state.error.message}</span>}
      </span>
    </div>
  );
}
