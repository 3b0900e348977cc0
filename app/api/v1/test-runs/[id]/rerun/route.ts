import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedTestRun } from "@/lib/queries/find-requested-test-run";
import { rerunTest } from "@/lib/services/test-runs/rerun-test";

export const POST = withRoute(apiRoutes.rerunTest, async ({ ctx, params, query }) => {
  const { attempt } = await rerunTest(ctx, await findRequestedTestRun(ctx.db.prisma, { ...query, ...params }));
  return { accepted: true as const, attempt };
});
