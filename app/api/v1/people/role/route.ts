import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findProjectId } from "@/lib/queries/find-requested-project";
import { viewPeople } from "@/lib/queries/list-people";
import { setRole } from "@/lib/services/people/set-role";

export const POST = withRoute(apiRoutes.setRole, async ({ web, ctx, body: { project, ...wish } }) => {
  await setRole(ctx, { ...wish, projectId: await findProjectId(web.db.prisma, project) });
  return viewPeople(web.db.prisma);
});
