import { z } from "zod";
import { eventStreamViewSchema } from "./event-stream";

/** Senders of commits and test results, and what they sent. */
const time = z.iso.datetime();

export const sourceKinds = [
  "github",
  "gitlab",
  "gitea",
  "forgejo",
  "jenkins",
  "buildkite",
  "circleci",
  "gerrit",
  "phorge",
  "git",
  "generic",
] as const;

/** Senders whose own API Sauron speaks: those can be asked about a run. */
export const askableKinds = [
  "github",
  "gitlab",
  "gitea",
  "forgejo",
  "jenkins",
  "buildkite",
  "circleci",
  "phorge",
] as const satisfies SourceKind[];

/** Those of them that can be asked for another attempt of a run. */
export const rerunnableKinds = [
  "github",
  "gitlab",
  "gitea",
  "forgejo",
  "buildkite",
  "circleci",
  "phorge",
] as const satisfies AskableKind[];

export const sourceViewSchema = z.object({
  project: z.string(),
  key: z.string(),
  name: z.string(),
  kind: z.enum(sourceKinds),
  enabled: z.boolean(),
  /** Path to post to, below the address of this Sauron. */
  path: z.string(),
  /** Begin of each live secret and since when, newest first; the secret itself is shown once. */
  secrets: z.array(z.object({ hint: z.string(), addedAt: time })),
  /** Where the sender itself can be asked; its token is never shown. */
  api: z.object({ url: z.string(), repository: z.string(), hasToken: z.boolean() }).nullable(),
  /** Its stream of events and how that stands; null = it only posts. */
  stream: eventStreamViewSchema.nullable(),
  /** Contexts that must have passed, beside those the project file names. */
  requiredContexts: z.array(z.string()),
  refused: z.object({ count: z.number().int(), lastAt: time.nullable(), lastReason: z.string().nullable() }),
  lastDeliveryAt: time.nullable(),
  createdBy: z.string(),
  createdAt: time,
});

/** A source as it is told once, when a secret is new. */
export const newSourceSchema = z.object({
  source: sourceViewSchema,
  secret: z.string(),
  /** What to paste where, in order, with address and secret filled in. */
  setup: z.array(z.object({ where: z.string(), text: z.string() })),
});

export const deliveryStates = ["received", "understood", "ignored", "refused", "failed"] as const;

export const deliverySchema = z.object({
  id: z.number().int(),
  source: z.object({ key: z.string(), name: z.string(), kind: z.enum(sourceKinds) }),
  /** The sender's own id of it, or one made of what it tells. */
  deliveryKey: z.string(),
  event: z.string().nullable(),
  state: z.enum(deliveryStates),
  /** What was understood, or why it was refused or ignored. */
  summary: z.string().nullable(),
  bytes: z.number().int(),
  times: z.number().int(),
  receivedAt: time,
  processedAt: time.nullable(),
});

export const deliveryDetailSchema = deliverySchema.extend({
  /** Secrets left out. */
  headers: z.record(z.string(), z.string()),
  /** As text; what is no UTF-8 is shown with replacement characters. */
  body: z.string(),
  /** The facts that were read from it. */
  facts: z.array(z.record(z.string(), z.unknown())),
  serverTime: time,
});

export type SourceKind = (typeof sourceKinds)[number];
export type AskableKind = (typeof askableKinds)[number];
export type SourceView = z.infer<typeof sourceViewSchema>;
export type NewSource = z.infer<typeof newSourceSchema>;
export type DeliveryState = (typeof deliveryStates)[number];
export type DeliveryView = z.infer<typeof deliverySchema>;
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>;

export function isRerunnable(kind: SourceKind): boolean {
  return (rerunnableKinds as readonly SourceKind[]).includes(kind);
}

export function isAskable(kind: SourceKind): kind is AskableKind {
  return (askableKinds as readonly SourceKind[]).includes(kind);
}
