import { apiRoutes } from "@/lib/contracts/api";
import { SauronError } from "@/lib/errors";
import { withRoute } from "@/lib/http/with-route";
import { finishProviderSignIn } from "@/lib/services/sign-in/finish-provider-sign-in";

export const GET = withRoute(apiRoutes.finishProviderSignIn, async ({ web, ctx, request }) => {
  if (!web.signInProvider) throw new SauronError("not-found", "Here people sign in with e-mail and password only.");
  const { groupRoles } = web.signInProvider;
  const { headers } = request;
  const { search } = new URL(request.url);
  const { to, cookies } = await finishProviderSignIn(ctx, { signIn: web.signIn(), headers, search, groupRoles });
  const response = new Response(null, { status: 303, headers: { location: to, "cache-control": "no-store" } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
});
