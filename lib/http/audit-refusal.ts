import { apiRoutes } from "@/lib/contracts/api";
import type { ApiRoute } from "@/lib/contracts/api-route";
import { tellWay } from "@/lib/domain/audit/way-of-act";
import { SauronError } from "@/lib/errors";
import { type Refusal, recordRefusal } from "@/lib/services/audit/record-refusal";
import type { Caller } from "./identify-caller";
import { readAddress } from "./read-address";
import type { UntoldRefusals } from "./refusal-budget";
import type { WebProcess } from "./web-process";

type RefusedCall = {
  request: Request;
  context: { params: Promise<Record<string, unknown>> };
  web: WebProcess;
  requestId: string;
  /** Null = it was refused before it was known who asks. */
  caller: Pick<Caller, "actor" | "principal"> | null;
  /** Whose account the request was about. */
  account: string | null;
};

/**
 * Writes the audit entry of a request that was refused: who wanted what, and why not; never the body. What failed for other
 * reasons is no refusal. The caller is refused also when the entry cannot be written. Of a flood of
 * them only so many get an entry each (`refusal-budget.ts`).
 */
export async function auditRefusal(route: ApiRoute, error: unknown, call: RefusedCall): Promise<void> {
  if (!(error instanceof SauronError) || !isTold(route, error, call.request)) return;
  const { request, context, web, requestId, caller, account } = call;
  const address = readAddress(request.headers);
  const { pathname, searchParams } = new URL(request.url);
  const { slug } = (await context.params) ?? {};
  await tellRefusal(web, {
    actor: caller?.actor ?? null,
    action: nameOf(route),
    project: typeof slug === "string" ? slug : searchParams.get("project"),
    target: pathname.replace(/^\/api\/v1/, "") + (account === null ? "" : ` ${account}`),
    reason: error.message,
    details: caller && tellWay(caller.principal),
    requestId,
    address,
  });
}

/**
 * Of acts every refusal is told, and of those who try too often the one with which that begins. Of looks it is told that
 * somebody may not, and that a token or a key does not work: who is merely not signed in (any more) is sent to do so, and what is
 * not there is no refusal.
 */
function isTold({ method }: ApiRoute, { code, details }: SauronError, { headers }: Request): boolean {
  if (code === "too-many-requests") return details?.isFirst === true;
  if (method === "POST") return code !== "unavailable";
  if (code === "unauthenticated") return /^Bearer\b/i.test(headers.get("authorization") ?? "");
  return code === "forbidden";
}

type Teller = Pick<WebProcess, "db" | "logger" | "refusals">;

/** Writes a refusal, unless there are too many to be told one by one. */
export async function tellRefusal({ db, logger, refusals }: Teller, refusal: Refusal): Promise<void> {
  if (!refusals.take(refusal.address)) return;
  await recordRefusal(db, refusal).catch((cause) =>
    logger.error({ err: cause, requestId: refusal.requestId }, "the audit entry of a refusal could not be written"),
  );
}

/** Writes one entry for each address whose refusals were too many to be told one by one. */
export async function auditUntoldRefusals(
  { db, logger }: Pick<WebProcess, "db" | "logger">,
  untold: UntoldRefusals[],
): Promise<void> {
  for (const { address, count } of untold) {
    const refusal = {
      actor: null,
      action: "refusals",
      project: null,
      target: address === null ? "requests from many addresses" : `requests from ${address}`,
      reason: `${count} further requests were refused within a minute; there were too many to tell one by one.`,
      details: null,
      requestId: null,
      address,
    };
    await recordRefusal(db, refusal).catch((cause) =>
      logger.error({ err: cause, address, count }, "the audit entry of refusals could not be written"),
    );
  }
}

function nameOf(route: ApiRoute): string {
  return Object.entries<ApiRoute>(apiRoutes).find(([, each]) => each === route)?.[0] ?? route.path;
}
