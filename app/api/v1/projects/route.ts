import { apiRoutes } from "@/lib/contracts/api";
import { keepReadable } from "@/lib/http/keep-readable";
import { withRoute } from "@/lib/http/with-route";
import { listProjects } from "@/lib/queries/list-projects";
import { createProject } from "@/lib/services/projects/create-project";

export const GET = withRoute(apiRoutes.listProjects, async ({ web, caller, query }) =>
  keepReadable(caller, await listProjects(web.db.prisma, query.project ?? null)),
);

export const POST = withRoute(apiRoutes.createProject, async ({ ctx, body }) => {
  const { project, revision, hosts } = await createProject(ctx, body);
  return { project, revision, hosts: hosts.total };
});
