import { apiRoutes } from "@/lib/contracts/api";
import { answerWithCookies } from "@/lib/http/answer-with-cookies";
import { readAddress } from "@/lib/http/read-address";
import { withRoute } from "@/lib/http/with-route";
import { signInWithPassword } from "@/lib/services/sign-in/sign-in";

export const POST = withRoute(apiRoutes.signIn, async ({ web, ctx, request, body }) => {
  const { headers } = request;
  const signIn = web.signIn();
  const { cookies, person } = await signInWithPassword(ctx, {
    ...body,
    signIn,
    headers,
    address: readAddress(headers),
  });
  return answerWithCookies({ name: person.name }, cookies);
});
