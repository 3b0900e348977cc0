import { apiRoutes } from "@/lib/contracts/api";
import { streamEvents } from "@/lib/http/stream-events";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";

export const dynamic = "force-dynamic";

export const GET = withRoute(apiRoutes.streamEvents, async ({ web, request, query }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  const number = query.rollout;
  const found = number ? await findRequestedRollout(web.db.prisma, { project: project.slug, number }) : null;
  return streamEvents(request, web, { projectId: project.id, rollout: found?.rollout ?? null, after: query.after });
});
