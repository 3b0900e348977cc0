import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { viewPeople } from "@/lib/queries/list-people";
import { removePerson } from "@/lib/services/people/remove-person";

export const POST = withRoute(apiRoutes.removePerson, async ({ web, ctx, body }) => {
  await removePerson(ctx, { email: body.email, reason: body.reason ?? null });
  return viewPeople(web.db.prisma);
});
