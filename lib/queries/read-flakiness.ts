import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { countFlaky, type FlakyCount, flakyReach } from "@/lib/domain/test-run/flakiness";
import { readTrunkTests, type TrunkCommitTests } from "./read-trunk-tests";

/** How often each context contradicted itself on the newest commits of the trunk. */
export async function readFlakiness(tx: Tx, project: ProjectRow): Promise<(context: string) => FlakyCount> {
  const commits = await readTrunkTests(tx, project, flakyReach);
  return (context) => countFlaky(attemptsOf(commits, context));
}

/** The attempts of one context, commit by commit. */
export function attemptsOf(commits: readonly TrunkCommitTests[], context: string): TrunkCommitTests["attempts"][] {
  return commits.map(({ attempts }) => attempts.filter((run) => run.context === context));
}
