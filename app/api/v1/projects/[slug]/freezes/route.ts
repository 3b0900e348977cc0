import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { listFreezes } from "@/lib/queries/list-freezes";
import { readNowView } from "@/lib/queries/read-now-view";
import { freezeAndAbort } from "@/lib/services/freezes/freeze-and-abort";
import { freezeProject } from "@/lib/services/freezes/freeze-project";

export const GET = withRoute(apiRoutes.listFreezes, async ({ web, params, query }) => {
  const { id } = await findRequestedProject(web.db.prisma, params.slug);
  return listFreezes(web.db.prisma, { projectId: id, ...query });
});

export const POST = withRoute(apiRoutes.freezeProject, async ({ web, ctx, params, body }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  const { abort, ...wish } = body;
  const freeze = { projectId: project.id, ...wish };
  if (abort === undefined) {
    await freezeProject(ctx, freeze);
  } else {
    const { rollout } = await findRequestedRollout(web.db.prisma, { project: params.slug, number: abort });
    await freezeAndAbort(ctx, { ...freeze, rolloutId: rollout.id });
  }
  return readNowView(web.db.prisma, project);
});
