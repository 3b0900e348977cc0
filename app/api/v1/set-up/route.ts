import { apiRoutes } from "@/lib/contracts/api";
import { answerWithCookies } from "@/lib/http/answer-with-cookies";
import { readAddress } from "@/lib/http/read-address";
import { withRoute } from "@/lib/http/with-route";
import { setUp } from "@/lib/services/sign-in/set-up";
import { signInWithPassword } from "@/lib/services/sign-in/sign-in";

export const POST = withRoute(apiRoutes.setUp, async ({ web, ctx, request, body }) => {
  const { headers } = request;
  const address = readAddress(headers);
  await setUp(ctx, { ...body, address });
  const { email, password } = body;
  const tried = { signIn: web.signIn(), headers, address, email, password };
  const { cookies, person } = await signInWithPassword(ctx, tried);
  return answerWithCookies({ name: person.name }, cookies, 201);
});
