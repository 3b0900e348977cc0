import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { viewPeople } from "@/lib/queries/list-people";
import { resetPassword } from "@/lib/services/people/reset-password";

export const POST = withRoute(apiRoutes.resetPassword, async ({ web, ctx, body }) => {
  await resetPassword(ctx, body);
  return viewPeople(web.db.prisma);
});
