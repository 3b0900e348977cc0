import { apiRoutes } from "@/lib/contracts/api";
import { answerWithCookies } from "@/lib/http/answer-with-cookies";
import { withRoute } from "@/lib/http/with-route";
import { signOut } from "@/lib/services/sign-in/sign-out";

export const POST = withRoute(apiRoutes.signOut, async ({ web, ctx, caller: { person }, request, body }) => {
  const signIn = web.signIn();
  const token = signIn.readToken(request.headers.get("cookie"));
  if (!person || token === null) return answerWithCookies({ ended: 0 }, signIn.forgetful());
  const { session: id, everywhere } = body;
  const sessions = everywhere ? "all" : id === undefined ? { token } : { id };
  const ended = await signOut(ctx, { person, sessions });
  const isElsewhere = id !== undefined && id !== person.sessionId && !everywhere;
  return answerWithCookies({ ended }, isElsewhere ? [] : signIn.forgetful());
});
