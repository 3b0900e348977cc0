import { apiRoutes } from "@/lib/contracts/api";
import { downloadInsights } from "@/lib/http/download-insights";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readInsights } from "@/lib/queries/read-insights";

export const GET = withRoute(apiRoutes.readInsights, async ({ web, params, query: { format, ...wanted } }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  const view = await readInsights(web.db.prisma, project, wanted);
  return format === "csv" ? downloadInsights(view) : view;
});
