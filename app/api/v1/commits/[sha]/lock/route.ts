import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedCommit } from "@/lib/queries/find-requested-commit";
import { readCommitView } from "@/lib/queries/read-commit-view";
import { lockCommit } from "@/lib/services/commits/lock-commit";

export const POST = withRoute(apiRoutes.lockCommit, async ({ web, ctx, params, query, body }) => {
  const { project, commit } = await findRequestedCommit(web.db.prisma, { ...query, ...params });
  await lockCommit(ctx, { projectId: project.id, sha: commit.sha, ...body });
  return readCommitView(web.db.prisma, { project: project.slug, sha: commit.sha });
});
