import { z } from "zod";
import type { CallConduit } from "./call-conduit";
import type { ApiAnswer } from "./sender-api";

/** Objects of Phorge, as its search methods tell them. */
const status = z.object({ value: z.string() });
const epoch = z.number().nullish();

const kinds = {
  repository: { method: "diffusion.repository.search", fields: z.object({}) },
  commit: {
    method: "diffusion.commit.search",
    fields: z.object({ identifier: z.string(), repositoryPHID: z.string() }),
  },
  revision: {
    method: "differential.revision.search",
    fields: z.object({ status, repositoryPHID: z.string().nullish() }),
  },
  buildable: { method: "harbormaster.buildable.search", fields: z.object({ objectPHID: z.string() }) },
  build: {
    method: "harbormaster.build.search",
    fields: z.object({
      buildablePHID: z.string(),
      buildStatus: status,
      name: z.string(),
      dateCreated: epoch,
      dateModified: epoch,
    }),
  },
  target: {
    method: "harbormaster.target.search",
    fields: z.object({ buildPHID: z.string(), status, epochStarted: epoch, epochCompleted: epoch }),
  },
} as const;

type Kind = keyof typeof kinds;

export type PhorgeObject<K extends Kind> = { id: number; phid: string; fields: z.infer<(typeof kinds)[K]["fields"]> };

/** The objects of a kind that meet a constraint, such as `{ phids: […] }`. */
export async function findObjects<K extends Kind>(
  call: CallConduit,
  kind: K,
  constraints: Record<string, string[]>,
): Promise<ApiAnswer<PhorgeObject<K>[]>> {
  const { method, fields } = kinds[kind];
  const schema = z.object({ data: z.array(z.object({ id: z.number(), phid: z.string(), fields })) });
  const found = await call(method, { constraints }, schema);
  return found.ok ? { ok: true, value: found.value.data as PhorgeObject<K>[] } : found;
}

/** The object of this PHID; null = there is none, or it is hidden from the token. */
export async function findObject<K extends Kind>(
  call: CallConduit,
  kind: K,
  phid: string,
): Promise<ApiAnswer<PhorgeObject<K> | null>> {
  const found = await findObjects(call, kind, { phids: [phid] });
  return found.ok ? { ok: true, value: found.value[0] ?? null } : found;
}
