import type { EventStreamView } from "@/lib/contracts/event-stream";
import type { SourceView } from "@/lib/contracts/intake-views";
import type { StreamRow } from "@/lib/db/source-streams";
import type { SourceRow } from "@/lib/db/sources";

/** As much of a secret as tells which one it is. */
const hintLength = 4;

export function hookPath(key: string): string {
  return `/api/hooks/${key}`;
}

/** A source as it is shown: its secrets and its token are not. */
export function buildSourceView(source: SourceRow, project: string): SourceView {
  const { key, name, kind, enabled, api, requiredContexts, createdBy } = source;
  return {
    project,
    key,
    name,
    kind,
    enabled,
    path: hookPath(key),
    secrets: source.secrets.map(({ secret, addedAt }) => ({
      hint: secret.slice(0, hintLength),
      addedAt: new Date(addedAt).toISOString(),
    })),
    api: api && { url: api.url, repository: api.repository, hasToken: api.token !== null },
    stream: source.stream && buildStreamView(source.stream),
    requiredContexts,
    refused: {
      count: source.refused,
      lastAt: source.lastRefusedAt?.toISOString() ?? null,
      lastReason: source.lastRefusal,
    },
    lastDeliveryAt: source.lastDeliveryAt?.toISOString() ?? null,
    createdBy,
    createdAt: source.createdAt.toISOString(),
  };
}

function buildStreamView(stream: StreamRow): EventStreamView {
  return {
    ...stream,
    connectedSince: stream.connectedSince?.toISOString() ?? null,
    nextTryAt: stream.nextTryAt?.toISOString() ?? null,
  };
}
