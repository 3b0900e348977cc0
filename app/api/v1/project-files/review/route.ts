import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { readSentProjectFile } from "@/lib/services/projects/read-sent-project-file";

export const POST = withRoute(apiRoutes.reviewProjectFile, async ({ body }) => {
  const read = readSentProjectFile(body.source);
  return read.ok ? { project: read.policy.project, problems: [] } : { project: null, problems: read.problems };
});
