import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readDecision } from "@/lib/queries/read-decision";

export const GET = withRoute(apiRoutes.readDecision, async ({ web, params }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  const { decision } = await readDecision(web.db.prisma, project);
  return { ...decision, serverTime: decision.computedAt };
});
