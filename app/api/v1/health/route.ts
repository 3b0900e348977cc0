import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { readHealth } from "@/lib/queries/read-health";

export const GET = withRoute(apiRoutes.readHealth, async ({ web }) => {
  const health = await readHealth(web.db.prisma);
  return health.database ? health : Response.json(health, { status: 503 });
});
