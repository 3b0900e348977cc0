import type { SourceKind } from "./intake-views";

/** Senders with a stream of events that Sauron can listen to, beside what they post. */
const streamingKinds: readonly SourceKind[] = ["gerrit"];

export function hasEventStream(kind: SourceKind): boolean {
  return streamingKinds.includes(kind);
}
