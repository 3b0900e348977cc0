import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { viewPeople } from "@/lib/queries/list-people";
import { endSessions } from "@/lib/services/people/end-sessions";

export const POST = withRoute(apiRoutes.endSessions, async ({ web, ctx, body }) => {
  await endSessions(ctx, body.email);
  return viewPeople(web.db.prisma);
});
