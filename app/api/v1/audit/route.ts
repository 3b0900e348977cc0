import { apiRoutes } from "@/lib/contracts/api";
import { downloadAudit } from "@/lib/http/download-audit";
import { withRoute } from "@/lib/http/with-route";
import { listAudit } from "@/lib/queries/list-audit";

export const GET = withRoute(apiRoutes.listAudit, async ({ web, query }) => {
  const { before = null, limit, format, ...wanted } = query;
  return format === "jsonl" ? downloadAudit(web, wanted, before) : listAudit(web.db.prisma, wanted, { before, limit });
});
