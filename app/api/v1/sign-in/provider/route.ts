import { apiRoutes } from "@/lib/contracts/api";
import { answerWithCookies } from "@/lib/http/answer-with-cookies";
import { withRoute } from "@/lib/http/with-route";
import { beginProviderSignIn } from "@/lib/services/sign-in/begin-provider-sign-in";

export const POST = withRoute(apiRoutes.beginProviderSignIn, async ({ web, request, body }) => {
  const { url, cookies } = await beginProviderSignIn(web, request.headers, body.to);
  return answerWithCookies({ url }, cookies);
});
