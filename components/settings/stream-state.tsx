"use client";

import { ExpectedTime, Time } from "@/components/ui/time";
import type { EventStreamView } from "@/lib/contracts/event-stream";
import type { SourceView } from "@/lib/contracts/intake-views";

/** How the stream of a sender's events stands, and where it is. */
export function StreamState({ source }: { source: SourceView }) {
  const { stream, enabled } = source;
  if (!stream) return <>None: it only posts</>;
  return (
    <>
      {enabled ? <Standing stream={stream} /> : "Not listened to while the source is switched off"}
      <span className="block break-all text-meta text-ink-2">
        {stream.repository} at {stream.host}:{stream.port} as {stream.user}
      </span>
    </>
  );
}

function Standing({ stream }: { stream: EventStreamView }) {
  const { state, connectedSince, failure, nextTryAt } = stream;
  switch (state) {
    case "connected":
      return connectedSince ? (
        <>
          Connected since <Time at={connectedSince} />
        </>
      ) : null;
    case "failed":
      return (
        <>
          <span className="text-fail">Not connected: {failure}</span>
          {nextTryAt && (
            <span className="block">
              Next try: <ExpectedTime at={nextTryAt} />
            </span>
          )}
        </>
      );
    case "lost":
      return <span className="text-warn">Not known: the worker that listened is silent. Another takes over.</span>;
    case "connecting":
      return <>Connecting…{failure && <span className="block text-fail">Before: {failure}</span>}</>;
    case "waiting":
      return <>Waits for a worker to take it up</>;
  }
}
