import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { listProjects } from "@/lib/queries/list-projects";

export const GET = withRoute(apiRoutes.listProjects, ({ web }) => listProjects(web.db.prisma));
