import { buildTargetContext } from "@/lib/domain/test-run/build-targets";
import { Prisma } from "./generated/client";
import type { Tx } from "./transaction";

/** Whether a build of the source `s` asked for the tests of a commit and waits for them. */
export function hasAskingBuild(sha: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM "TestRun" t WHERE t."sourceId" = s.id AND t.sha = ${sha}
    AND t.context = ${buildTargetContext} AND t.status = 'pending' AND s.kind = 'phorge')`;
}

/** The sender's own names of the builds that asked for the tests of a commit and wait for them. */
export async function listAskingBuilds(
  tx: Tx,
  { sourceId, sha }: { sourceId: number; sha: string },
): Promise<string[]> {
  const runs = await tx.testRun.findMany({
    where: { sourceId, sha, context: buildTargetContext, status: "pending" },
    orderBy: { id: "asc" },
    select: { externalId: true },
  });
  return runs.flatMap(({ externalId }) => externalId ?? []);
}
