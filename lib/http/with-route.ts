import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ApiRoute } from "@/lib/contracts/api-route";
import { SauronError } from "@/lib/errors";
import { createLogger } from "@/lib/logger";
import type { ServiceContext } from "@/lib/services/context";
import { tokenNeeded, type WorkingToken } from "@/lib/services/tokens/authenticate-token";
import { auditRefusal } from "./audit-refusal";
import { checkHostName, checkMutation } from "./check-mutation";
import { checkRight, refuseAtDoor } from "./check-right";
import { errorResponse } from "./error-response";
import { type Caller, identifyCaller } from "./identify-caller";
import { keepToProject } from "./keep-to-project";
import { parseRequest, queryObject } from "./parse-request";
import { readAddress } from "./read-address";
import { readJsonBody } from "./read-body";
import { type WebProcess, webProcess } from "./web-process";

type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;
type Part<R, K extends string> = R extends { [key in K]: infer S } ? Parsed<S> : Record<string, never>;

/** A parsed request, and what answering it takes. */
export type RouteCall<R extends ApiRoute> = {
  params: Part<R, "params">;
  query: Part<R, "query">;
  body: Part<R, "body">;
  request: Request;
  web: WebProcess;
  /** For services: who asks is in it. */
  ctx: ServiceContext;
  caller: Caller;
  /** Null = no program with a token asks; never on a route that needs one. */
  token: R extends { needsToken: true } ? WorkingToken : WorkingToken | null;
};

type Reply<R extends ApiRoute> = R["reply"] extends z.ZodType ? z.input<R["reply"]> | Response : Response;

type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * Makes a route handler out of a route's contract: checks who asks and from where, parses strictly, calls `handler`,
 * and answers what it returns, or throws, as JSON.
 */
export function withRoute<R extends ApiRoute>(route: R, handler: (call: RouteCall<R>) => Promise<Reply<R>>) {
  return async (request: Request, context: NextContext): Promise<Response> => {
    const requestId = randomUUID();
    let scene: Scene | undefined;
    try {
      const web = webProcess();
      const opened: Scene = { request, context, web, requestId, caller: null, account: null };
      scene = opened;
      const reply = await web.requests.during(async () => handler((await readCall(route, opened)) as RouteCall<R>));
      if (reply instanceof Response) return reply;
      const headers = { "x-request-id": requestId, "cache-control": "no-store" };
      return Response.json(reply, { status: route.status, headers });
    } catch (error) {
      if (scene) await auditRefusal(route, error, scene);
      const logger = scene?.web.logger ?? createLogger({ process: "web", level: "info" });
      return errorResponse(error, { requestId, logger });
    }
  };
}

type Scene = {
  request: Request;
  context: NextContext;
  web: WebProcess;
  requestId: string;
  /** Null until it is known who asks. */
  caller: Caller | null;
  /** Whose account a request of nobody known is about. */
  account: string | null;
};

async function readCall(route: ApiRoute, scene: Scene) {
  const { request, context, web, requestId } = scene;
  const headers = new Headers(request.headers);
  const caller = await admit(route, request, web);
  const { actor, token, principal } = caller;
  if (principal.kind !== "nobody") scene.caller = caller;
  refuseAtDoor(route, caller);
  const params = parseRequest(route.params ?? nothing, (await context.params) ?? {}, "address");
  const asked = parseRequest(route.query ?? nothing, queryObject(new URL(request.url)), "query");
  const query = token ? keepToProject(route, token, { params, query: asked }) : asked;
  const checkAlso = await checkRight(route, { caller, web, params, query });
  web.streams.keepRight(request, async () => {
    const now = await identifyCaller(headers, web, "watch");
    refuseAtDoor(route, now);
    await checkRight(route, { caller: now, web, params, query });
  });
  const body = route.body ? parseRequest(route.body, await readJsonBody(request), "body") : {};
  if ("email" in body && typeof body.email === "string") scene.account = body.email;
  if (route.needs) await checkAlso(route.needs(body));
  const { db, queue } = web;
  const ctx: ServiceContext = {
    db,
    queue,
    actor,
    logger: web.logger.child({ requestId }),
    request: { id: requestId, address: readAddress(request.headers), principal },
    auditSpool: web.auditSpool.directory,
  };
  return { params, query, body, request, web, ctx, caller, token };
}

/** Who asks, if the request may come in at all: from a page of ours, under a name that is ours. */
async function admit(route: ApiRoute, request: Request, web: WebProcess): Promise<Caller> {
  if (route.method === "POST") checkMutation(request);
  // Pages ask by themselves what everybody may know: that is no use of a session.
  const caller = await identifyCaller(request.headers, web, route.permission === null ? "watch" : "use");
  if (caller.token === null) {
    if (route.needsToken) throw new SauronError("unauthenticated", tokenNeeded);
    checkHostName(request.headers.get("host") ?? new URL(request.url).host, web);
  }
  return caller;
}

const nothing = z.strictObject({});
