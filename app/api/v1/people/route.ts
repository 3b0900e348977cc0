import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findProjectId } from "@/lib/queries/find-requested-project";
import { viewPeople } from "@/lib/queries/list-people";
import { createPerson } from "@/lib/services/people/create-person";

export const GET = withRoute(apiRoutes.listPeople, async ({ web }) => viewPeople(web.db.prisma));

export const POST = withRoute(apiRoutes.createPerson, async ({ web, ctx, body: { project, ...person } }) => {
  await createPerson(ctx, { ...person, projectId: await findProjectId(web.db.prisma, project) });
  return viewPeople(web.db.prisma);
});
