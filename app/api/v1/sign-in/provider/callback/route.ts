import { apiRoutes } from "@/lib/contracts/api";
import { SauronError } from "@/lib/errors";
import { tellRefusal } from "@/lib/http/audit-refusal";
import { readAddress } from "@/lib/http/read-address";
import { withRoute } from "@/lib/http/with-route";
import { finishProviderSignIn } from "@/lib/services/sign-in/finish-provider-sign-in";

export const GET = withRoute(apiRoutes.finishProviderSignIn, async ({ web, ctx, request }) => {
  if (!web.signInProvider) throw new SauronError("not-found", "Here people sign in with e-mail and password only.");
  const { groupRoles } = web.signInProvider;
  const { headers } = request;
  const { search } = new URL(request.url);
  const wish = { signIn: web.signIn(), headers, search, groupRoles };
  const { to, cookies, refusal } = await finishProviderSignIn(ctx, wish);
  if (refusal) {
    await tellRefusal(web, {
      actor: null,
      action: "finishProviderSignIn",
      project: null,
      target: refusal.account ?? "sign-in with the provider",
      reason: refusal.why,
      details: null,
      requestId: ctx.request?.id ?? null,
      address: readAddress(headers),
    });
  }
  const response = new Response(null, { status: 303, headers: { location: to, "cache-control": "no-store" } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
});
