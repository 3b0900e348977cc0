import type { ServiceContext } from "@/lib/services/context";
import type { WorkingToken } from "@/lib/services/tokens/authenticate-token";
import { readAddress } from "./read-address";

/** Tells callers apart whose live streams are counted: tokens by themselves, people also by where they are. */
export function nameStreamCaller(call: {
  request: Request;
  ctx: Pick<ServiceContext, "actor">;
  token: WorkingToken | null;
}): string {
  const { request, ctx, token } = call;
  if (token) return `token ${token.project} ${token.name}`;
  return [ctx.actor.name, readAddress(request.headers), request.headers.get("user-agent")].join(" ");
}
