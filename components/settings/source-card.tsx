"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { SourceActions } from "@/components/settings/source-actions";
import { describeSourceKind } from "@/components/settings/source-kinds";
import { StreamState } from "@/components/settings/stream-state";
import type { Status } from "@/components/ui/status";
import { StatusChip } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { hasEventStream } from "@/lib/contracts/has-event-stream";
import type { NewSource, SourceView } from "@/lib/contracts/intake-views";

interface SourceCardProps {
  source: SourceView;
  onTold: (told: NewSource) => void;
  onChanged: () => void;
}

/** One sender: whether it speaks, what was refused of it, its secrets, and what can be done about it. */
export function SourceCard({ source, onTold, onChanged }: SourceCardProps) {
  const id = `source-${source.key}`;
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-3 rounded-card border border-hairline bg-surface px-6 py-4 max-sm:px-4"
    >
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
        <h2 id={id} className="text-lead font-semibold">
          {source.name}
        </h2>
        <span className="text-ink-2">{describeSourceKind(source.kind).name}</span>
        <StatusChip status={sourceStatus(source)} />
        <Link
          href={`/p/${source.project}/settings/deliveries?source=${encodeURIComponent(source.key)}`}
          prefetch={false}
          className="py-1 text-run underline-offset-2 hover:underline md:ml-auto"
        >
          Deliveries of {source.name}
        </Link>
      </div>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <Fact name="Address">
          <code className="font-mono text-log break-all">{source.path}</code>
        </Fact>
        <Fact name="Last delivery">{source.lastDeliveryAt ? <Time at={source.lastDeliveryAt} /> : "None yet"}</Fact>
        <Fact name="Refused">
          <Refusals refused={source.refused} />
        </Fact>
        <Fact name="Secrets">
          <Secrets secrets={source.secrets} />
        </Fact>
        {source.requiredContexts.length > 0 && (
          <Fact name="Must have passed">{source.requiredContexts.join(", ")}</Fact>
        )}
        {hasEventStream(source.kind) && (
          <Fact name="Stream of events">
            <StreamState source={source} />
          </Fact>
        )}
        <Fact name="Can be asked">
          {source.api ? <ApiText api={source.api} /> : "No: a result that never comes is only noticed as silent"}
        </Fact>
      </dl>
      <SourceActions source={source} onTold={onTold} onChanged={onChanged} />
    </section>
  );
}

function sourceStatus({ enabled, lastDeliveryAt, refused, stream }: SourceView): Status {
  if (!enabled) return { code: "skip", word: "Switched off" };
  if (stream?.state === "failed") return { code: "fail", word: "Stream not connected" };
  if (stream && stream.state !== "connected") return { code: "unknown", word: "Stream not known" };
  const lastRefused = refused.lastAt ? Date.parse(refused.lastAt) : 0;
  if (lastRefused > (lastDeliveryAt ? Date.parse(lastDeliveryAt) : 0))
    return { code: "fail", word: "Last one refused" };
  if (stream && !lastDeliveryAt) return { code: "ok", word: "Connected" };
  return lastDeliveryAt ? { code: "ok", word: "Speaks" } : { code: "unknown", word: "No data" };
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0 max-sm:pb-1">{children}</dd>
    </>
  );
}

function Refusals({ refused }: { refused: SourceView["refused"] }) {
  if (refused.count === 0) return <>None</>;
  return (
    <>
      {refused.count.toLocaleString("en-US")}
      {refused.lastAt && (
        <>
          , the last at <Time at={refused.lastAt} />
        </>
      )}
      {refused.lastReason && <span className="block text-fail">{refused.lastReason}</span>}
    </>
  );
}

function Secrets({ secrets }: { secrets: SourceView["secrets"] }) {
  if (secrets.length === 0) return <span className="text-fail">None: everything is refused</span>;
  return (
    <ul>
      {secrets.map((secret, index) => (
        <li key={secret.addedAt}>
          <code className="font-mono text-log">{secret.hint}…</code> since <Time at={secret.addedAt} />
          {index > 0 && <span className="text-ink-2"> · the old one, still good</span>}
        </li>
      ))}
    </ul>
  );
}

function ApiText({ api }: { api: NonNullable<SourceView["api"]> }) {
  return (
    <>
      <span className="break-all">
        {api.url} as {api.repository}
      </span>
      <span className="block text-meta text-ink-2">{api.hasToken ? "With a token" : "Without a token"}</span>
    </>
  );
}
