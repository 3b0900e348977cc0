import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { restoreProjectFile } from "@/lib/services/projects/restore-project-file";

export const POST = withRoute(apiRoutes.restoreProjectFile, async ({ web, ctx, params, body }) => {
  const asked = await findRequestedProject(web.db.prisma, params.slug);
  const { project, revision, hosts } = await restoreProjectFile(ctx, { project: asked, ...body });
  return { project, revision, hosts: hosts.total };
});
