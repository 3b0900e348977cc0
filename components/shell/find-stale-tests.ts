import type { NowView } from "@/lib/contracts/views";

/** Tests whose results cannot be relied on, because they say nothing or were red before. */
export interface StaleTests {
  kind: "silent" | "red";
  context: string;
  /** The commit to look at. */
  sha: string;
  /** ISO; null when it is not known. */
  since: string | null;
  /** How many commits it concerns. */
  commits: number;
}

/** The worst trouble with the tests of waiting commits; null when there is none. */
export function findStaleTests({ queue, redTrunk }: Pick<NowView, "queue" | "redTrunk">): StaleTests | null {
  const silent = queue.flatMap((commit) =>
    commit.testRuns.filter((run) => run.silent).map((run) => ({ sha: commit.sha, run })),
  );
  const first = silent[0];
  if (first) {
    return {
      kind: "silent",
      context: first.run.context,
      sha: first.sha,
      since: first.run.startedAt,
      commits: new Set(silent.map((each) => each.sha)).size,
    };
  }
  const red = redTrunk[0];
  return red ? { kind: "red", context: red.context, sha: red.culprit, since: red.since, commits: red.held } : null;
}
