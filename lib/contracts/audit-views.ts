import { z } from "zod";
import { auditActorKinds, auditOutcomes } from "../domain/audit/audit-entry";

/** What somebody did or was refused, and what became of the record of it. */
const time = z.iso.datetime();

const factSchema = z.object({
  actor: z.object({ kind: z.enum(auditActorKinds), name: z.string() }),
  action: z.string().describe("Name of the act: that of the API's operation, or of a command's own"),
  project: z.string().nullable().describe("Slug; null: it is about no project, or about none that is known"),
  target: z.string(),
  outcome: z.enum(auditOutcomes),
  reason: z.string().nullable().describe("Why it was done, or why it was refused"),
  details: z.record(z.string(), z.unknown()).nullable(),
  requestId: z.string().nullable(),
  address: z.string().nullable().describe("Of the caller, as the server in front says it"),
});

/** An entry as it waits in a file until the audit can take it. */
export const spooledFactSchema = factSchema.extend({ actedAt: time });

export const auditEntryViewSchema = factSchema.extend({
  id: z.number().int(),
  at: time,
  actedAt: time.nullable().describe("When it was done, if it could be written only later"),
  previousHash: z.string(),
  hash: z.string(),
});

export type AuditEntryView = z.infer<typeof auditEntryViewSchema>;
