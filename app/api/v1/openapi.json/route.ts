import { apiRoutes } from "@/lib/contracts/api";
import { buildOpenapiDocument } from "@/lib/contracts/openapi";
import { withRoute } from "@/lib/http/with-route";
import manifest from "@/package.json";

export const GET = withRoute(apiRoutes.readOpenapi, async () => Response.json(buildOpenapiDocument(manifest.version)));
