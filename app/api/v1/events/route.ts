import { apiRoutes } from "@/lib/contracts/api";
import { nameStreamCaller } from "@/lib/http/name-stream-caller";
import { streamEvents } from "@/lib/http/stream-events";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";

export const dynamic = "force-dynamic";

export const GET = withRoute(apiRoutes.streamEvents, async (call) => {
  const { web, request, query } = call;
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  const numbers = [...new Set(query.rollout)];
  const found = await Promise.all(
    numbers.map((number) => findRequestedRollout(web.db.prisma, { project: project.slug, number })),
  );
  const rollouts = found.map(({ rollout }) => rollout);
  const watched = { projectId: project.id, rollouts, after: query.after, caller: nameStreamCaller(call) };
  return streamEvents(request, web, watched);
});
