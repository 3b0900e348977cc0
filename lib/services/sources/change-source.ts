import type { WantedEventStream } from "@/lib/contracts/event-stream";
import { findProject, insertProjectEvent } from "@/lib/db/projects";
import { putStream, removeStream } from "@/lib/db/source-streams";
import { lockSource, type SourceApi, type SourceRow, updateSource } from "@/lib/db/sources";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import { refuseUnspokenApi } from "./refuse-unspoken-api";
import { resolveStream } from "./resolve-stream";

export type SourceChange = {
  enabled?: boolean | undefined;
  /** Null = it can no longer be asked. Without a token the one it has stays, as long as it is sent to the same address. */
  api?: { url: string; repository: string; token?: string | undefined } | null | undefined;
  /** Null = its stream is no longer listened to. */
  stream?: WantedEventStream | null | undefined;
  requiredContexts?: string[] | undefined;
};

/**
 * Switches a sender on or off, says where it can be asked or listened to, or which of its contexts must have passed.
 * @throws SauronError "not-found", or "bad-request" as `refuseUnspokenApi` and `resolveStream`
 */
export async function changeSource(ctx: ActContext, key: string, change: SourceChange): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    const source = await lockSource(tx, key);
    if (!source) throw new SauronError("not-found", `There is no source with the key "${key}".`);
    if (change.api) refuseUnspokenApi(source.kind);
    const { enabled, requiredContexts } = change;
    await updateSource(tx, source.id, { enabled, requiredContexts, api: mergeApi(source.api, change.api) });
    await changeStream(tx, source, change.stream);
    for (const event of listEvents(source, change)) {
      await insertProjectEvent(tx, { projectId: source.projectId, event, actor: ctx.actor, reason: source.name });
    }
    const details = describeChange(source, change);
    const { projectId, name } = source;
    await recordAct(tx, ctx, { act: "changeSource", projectId, target: `source ${name}`, reason: null, details });
  });
}

/** A token goes only where it was given for: another address needs its own. */
function mergeApi(stored: SourceApi | null, wanted: SourceChange["api"]): SourceApi | null | undefined {
  if (!wanted) return wanted;
  const isSameServer = stored !== null && new URL(stored.url).origin === new URL(wanted.url).origin;
  return { ...wanted, token: wanted.token ?? (isSameServer ? stored.token : null) };
}

async function changeStream(tx: Tx, source: SourceRow, wanted: SourceChange["stream"]): Promise<void> {
  if (wanted === null) await removeStream(tx, source.id);
  if (!wanted) return;
  const project = await findProject(tx, source.projectId);
  const { kind } = source;
  if (project) await putStream(tx, source.id, resolveStream(wanted, { kind, repositoryUrl: project.repositoryUrl }));
}

/** What was asked for, without the token of the sender. */
function describeChange(source: SourceRow, { enabled, api, stream, requiredContexts }: SourceChange) {
  return {
    ...(enabled !== undefined && { enabled: { before: source.enabled, after: enabled } }),
    ...(api !== undefined && { api: api && { url: api.url, repository: api.repository } }),
    ...(stream !== undefined && { stream: stream && { host: stream.host, port: stream.port } }),
    ...(requiredContexts !== undefined && {
      requiredContexts: { before: source.requiredContexts, after: requiredContexts },
    }),
  };
}

function listEvents(source: SourceRow, { enabled, api, stream, requiredContexts }: SourceChange): string[] {
  const switched = enabled !== undefined && enabled !== source.enabled;
  return [
    ...(switched ? [enabled ? "source-enabled" : "source-disabled"] : []),
    ...(api === undefined ? [] : ["source-api-changed"]),
    ...(stream === undefined ? [] : ["source-stream-changed"]),
    ...(requiredContexts === undefined ? [] : ["source-required-changed"]),
  ];
}
