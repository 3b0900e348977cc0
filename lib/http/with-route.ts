import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ApiRoute } from "@/lib/contracts/api-route";
import type { Actor } from "@/lib/contracts/views";
import { createLogger, type Logger } from "@/lib/logger";
import type { ServiceContext } from "@/lib/services/context";
import { authenticateToken } from "@/lib/services/tokens/authenticate-token";
import { checkHostName, checkMutation } from "./check-mutation";
import { errorResponse } from "./error-response";
import { parseRequest, queryObject } from "./parse-request";
import { readActor } from "./read-actor";
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
  /** Project of the token, for routes that need one. */
  tokenProjectId: number;
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
    let logger: Logger | undefined;
    try {
      const web = webProcess();
      logger = web.logger;
      const reply = await web.requests.during(async () => {
        const call = await readCall(route, { request, context, web, requestId });
        return handler(call as RouteCall<R>);
      });
      if (reply instanceof Response) return reply;
      const headers = { "x-request-id": requestId, "cache-control": "no-store" };
      return Response.json(reply, { status: route.status, headers });
    } catch (error) {
      return errorResponse(error, { requestId, logger: logger ?? createLogger({ process: "web", level: "info" }) });
    }
  };
}

type Scene = { request: Request; context: NextContext; web: WebProcess; requestId: string };

async function readCall(route: ApiRoute, { request, context, web, requestId }: Scene) {
  const caller = await identify(route, request, web);
  const params = parseRequest(route.params ?? nothing, (await context.params) ?? {}, "address");
  const query = parseRequest(route.query ?? nothing, queryObject(new URL(request.url)), "query");
  const body = route.body ? parseRequest(route.body, await readJsonBody(request), "body") : {};
  const { db, queue } = web;
  const ctx: ServiceContext = { db, queue, actor: caller.actor, logger: web.logger.child({ requestId }) };
  return { params, query, body, request, web, ctx, tokenProjectId: caller.projectId };
}

const nothing = z.strictObject({});

async function identify(
  route: ApiRoute,
  request: Request,
  web: WebProcess,
): Promise<{ actor: Actor; projectId: number }> {
  if (route.method === "POST") checkMutation(request);
  if (!route.needsToken) {
    checkHostName(request.headers.get("host") ?? new URL(request.url).host, web);
    return { actor: readActor(request), projectId: 0 };
  }
  const authorization = request.headers.get("authorization");
  const token = await authenticateToken(web.db.prisma, authorization, "test-runs:write");
  return { actor: { kind: "api", name: token.name }, projectId: token.projectId };
}
