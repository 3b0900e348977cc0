import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedTestRun } from "@/lib/queries/find-requested-test-run";
import { searchLog } from "@/lib/queries/search-log";

export const dynamic = "force-dynamic";

export const GET = withRoute(apiRoutes.searchTestLog, async ({ web, params, query }) => {
  const { run } = await findRequestedTestRun(web.db.prisma, { ...query, ...params });
  return searchLog(web.db.prisma, { log: { kind: "test-run", id: run.id }, ...query });
});
