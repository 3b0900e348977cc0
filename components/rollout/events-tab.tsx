"use client";

import { describeEvent } from "@/components/rollout/describe-event";
import { Card } from "@/components/ui/card";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { rolloutStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { RolloutView } from "@/lib/contracts/views";

/** Who did what and when, newest first. It is only ever added to. */
export function EventsTab({ view }: { view: RolloutView }) {
  if (view.events.length === 0) return <Card title="Events">Nothing has happened yet.</Card>;
  return (
    <Card title="Events">
      <ScrollRegion label="Events">
        <table className="w-full text-left">
          <caption className="sr-only">Events of rollout {view.number}, newest first</caption>
          <thead className="text-meta text-ink-2">
            <tr className="border-b border-hairline">
              <th scope="col" className="py-2 pr-6 font-semibold">
                When
              </th>
              <th scope="col" className="py-2 pr-6 font-semibold">
                What
              </th>
              <th scope="col" className="py-2 pr-6 font-semibold">
                State
              </th>
              <th scope="col" className="py-2 pr-6 font-semibold">
                Who
              </th>
              <th scope="col" className="py-2 font-semibold">
                Why
              </th>
            </tr>
          </thead>
          <tbody>
            {view.events.toReversed().map((event) => (
              <tr key={event.id} className="border-b border-hairline align-top last:border-b-0">
                <td className="py-2 pr-6">
                  <Time at={event.at} relative={false} />
                </td>
                <td className="py-2 pr-6 whitespace-nowrap">{describeEvent(event.event)}</td>
                <td className="py-2 pr-6">
                  {event.to && <StatusText status={{ ...rolloutStatus(event.to), word: event.to }} />}
                </td>
                <td className="py-2 pr-6 whitespace-nowrap">
                  {event.actor.name}
                  {event.actor.kind !== event.actor.name && <span className="text-ink-3"> ({event.actor.kind})</span>}
                </td>
                <td className="py-2 text-ink-2">{event.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
