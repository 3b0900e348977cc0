import type { NowView } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { deriveTestStatus, newestAttempts } from "@/lib/domain/test-run/derive-test-status";
import { findCulprits } from "@/lib/domain/test-run/find-culprits";
import { readFlakiness } from "./read-flakiness";
import { readTrunkTests, toTrunkResults } from "./read-trunk-tests";
import { toTimeText } from "./to-time-text";

/** Contexts that are red on the trunk now: with which commit, since when, and how many later ones wait for it. */
export async function readRedTrunk(tx: Tx, project: ProjectRow): Promise<NowView["redTrunk"]> {
  const commits = await readTrunkTests(tx, project);
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const required = project.requiredContexts;
  // A later commit that passed as a whole: what it was not told of, nobody reports any more.
  const lastPassed = commits.findLastIndex(({ attempts }) => deriveTestStatus(attempts, required) === "passed");
  const red = findCulprits(toTrunkResults(commits)).flatMap(({ context, culprit, held, fixedBy }) => {
    const commit = bySha.get(culprit);
    // What nobody requires is red on its own commits only; it holds nothing.
    const counts = required.length === 0 || required.includes(context);
    const newestRed = commits.findIndex(({ sha }) => sha === (held.at(-1) ?? culprit));
    if (fixedBy !== null || !commit || !counts || lastPassed > newestRed) return [];
    const run = newestAttempts(commit.attempts).find((each) => each.context === context);
    const since = run?.finishedAt ?? commit.landedAt;
    return [{ context, culprit, since: toTimeText(since), held: held.length }];
  });
  if (red.length === 0) return [];
  const flakiness = await readFlakiness(tx, project);
  return red.map((each) => ({ ...each, flakiness: flakiness(each.context) }));
}
