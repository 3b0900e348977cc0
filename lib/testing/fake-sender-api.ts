import type { SourceKind } from "@/lib/contracts/intake-views";
import { openSenderApi } from "@/lib/integrations/ci/api/open-sender-api";
import type { AskedRun, SenderApi, SenderApiAccess } from "@/lib/integrations/ci/api/sender-api";
import type { FakeSenderHost } from "./fake-sender-host";

export const senderToken = "very-secret-token";

/** The commit whose runs are asked about. */
export const askedSha = "a".repeat(40);

/** Our client of a sender of this kind that is the fake host. */
export function openFakeSenderApi(
  host: FakeSenderHost,
  kind: SourceKind,
  changes: Partial<SenderApiAccess> = {},
): SenderApi {
  const api = openSenderApi({ kind, url: host.url, repository: "shop/web", token: senderToken, ...changes });
  if (!api) throw new Error(`no API for ${kind}`);
  return api;
}

/** A run to be asked about. */
export function askedRun(context: string, changes: Partial<AskedRun> = {}): AskedRun {
  return { sha: askedSha, context, attempt: 1, externalId: null, ...changes };
}
