import { apiRoutes } from "@/lib/contracts/api";
import type { AuditedAct } from "@/lib/contracts/audited-acts";
import { appendAuditEntry } from "@/lib/db/audit-entries";
import { findProject } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import type { Permission } from "@/lib/domain/access/permissions";
import type { AuditFact } from "@/lib/domain/audit/audit-entry";
import { tellWay } from "@/lib/domain/audit/way-of-act";
import { requirePermission } from "../access/find-refusal";
import type { ActContext } from "../context";

/** What somebody does, as the audit keeps it. Never a secret. */
export type Act = {
  act: AuditedAct;
  /** Null = it is about all projects. */
  projectId: number | null;
  /** As a person says it, e.g. "rollout #12". */
  target: string;
  reason: string | null;
  /** What it needs, when that is not what its route needs. */
  needs?: Permission;
  /** What a program wants to know besides, small; before and after where that is natural. */
  details?: Record<string, unknown>;
};

/**
 * Writes the audit entry of an act, in its transaction: both are committed, or neither. It is the last thing the
 * transaction does, as all others who act wait for its end. As no act goes without it, it is also where the right of
 * whoever asks over the API is looked at a second time.
 * @throws SauronError "forbidden", and nothing of the act has happened
 */
export async function recordAct(tx: Tx, ctx: Pick<ActContext, "actor" | "request">, act: Act): Promise<void> {
  await appendAuditEntry(tx, await describeAct(tx, ctx, act));
}

export async function describeAct(
  tx: Tx,
  { actor, request }: Pick<ActContext, "actor" | "request">,
  { act, projectId, target, reason, details, needs }: Act,
): Promise<AuditFact> {
  const project = projectId === null ? null : await findProject(tx, projectId);
  const permission = needs ?? permissionOf(act);
  if (request && permission) await requirePermission(tx, request.principal, permission, project?.slug ?? null);
  const way = wayOf({ actor, request });
  return {
    actor,
    action: act,
    project: project?.slug ?? null,
    target,
    outcome: "done",
    reason,
    details: way || details ? { ...details, ...way } : null,
    requestId: request?.id ?? null,
    address: request?.address ?? null,
    actedAt: null,
  };
}

/** A command that speaks to the database itself comes through no request, and is of somebody at the machine. */
function wayOf({ actor, request }: Pick<ActContext, "actor" | "request">): ReturnType<typeof tellWay> {
  if (request) return tellWay(request.principal);
  return actor.kind === "user" ? tellWay({ kind: "machine" }) : null;
}

/** What has no route is done by people at the machine. */
function permissionOf(act: AuditedAct): Permission | null {
  return act in apiRoutes ? apiRoutes[act as keyof typeof apiRoutes].permission : "configure";
}
