import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { rehearseCanaries } from "@/lib/queries/rehearse-canaries";

export const POST = withRoute(apiRoutes.rehearseCanaries, async ({ web, params, body }) =>
  rehearseCanaries(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug), body),
);
