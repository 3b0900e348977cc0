import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { listOwnSessions } from "@/lib/services/sign-in/list-own-sessions";

export const GET = withRoute(apiRoutes.listSessions, async ({ web, caller }) => ({
  sessions: await listOwnSessions(web.db.prisma, caller.person),
}));
