import { apiRoutes } from "@/lib/contracts/api";
import { describeCaller } from "@/lib/http/describe-caller";
import { withRoute } from "@/lib/http/with-route";

export const GET = withRoute(apiRoutes.readCaller, ({ web, caller, query }) =>
  describeCaller(web.db.prisma, caller, query.project ?? null),
);
