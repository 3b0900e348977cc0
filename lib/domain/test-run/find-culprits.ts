import type { TestRunStatus } from "./derive-test-status";

/** A trunk commit with the result in force of each context that told one. */
export type TrunkResults = { sha: string; results: ReadonlyMap<string, TestRunStatus> };

/** A stretch of the trunk in which a context is red. */
export type RedStretch = {
  context: string;
  /** The first red commit after the last green one: whoever mends it looks here. */
  culprit: string;
  /** Later red commits, oldest first: they wait for the culprit, as nobody can tell whether they break anything. */
  held: string[];
  /** The commit with which the context was green again; null = it is still red. */
  fixedBy: string | null;
};

/**
 * Finds where each context turned red, and what is red only because of it. Commits without a verdict in between stay
 * as they are: they neither end a stretch nor are held by it.
 * @param commits oldest first
 */
export function findCulprits(commits: readonly TrunkResults[]): RedStretch[] {
  const found: RedStretch[] = [];
  const open = new Map<string, RedStretch>();
  for (const { sha, results } of commits) {
    for (const [context, status] of results) {
      const stretch = open.get(context);
      if (status === "passed") {
        if (stretch) stretch.fixedBy = sha;
        open.delete(context);
      } else if (isRed(status)) {
        if (stretch) stretch.held.push(sha);
        else {
          const begun: RedStretch = { context, culprit: sha, held: [], fixedBy: null };
          open.set(context, begun);
          found.push(begun);
        }
      }
    }
  }
  return found;
}

/** A verdict that keeps a commit from being deployed; one that was cancelled tells nothing about it. */
export function isRed(status: TestRunStatus): boolean {
  return status === "failed" || status === "errored";
}

/**
 * The commit since which everything that is red in a commit has been red, the newest when there are several; null when
 * something turned red with the commit itself.
 */
export function findRedSince(
  commits: readonly TrunkResults[],
  stretches: readonly RedStretch[],
  sha: string,
): string | null {
  const own = stretches.filter((stretch) => stretch.culprit === sha || stretch.held.includes(sha));
  if (own.length === 0 || own.some((stretch) => stretch.culprit === sha)) return null;
  const culprits = new Set(own.map((stretch) => stretch.culprit));
  return commits.findLast((commit) => culprits.has(commit.sha))?.sha ?? null;
}

/** The commit that a red commit waits for in a context; null when it waits for none. */
export function findHolder(stretches: readonly RedStretch[], sha: string, context: string): string | null {
  return stretches.find((stretch) => stretch.context === context && stretch.held.includes(sha))?.culprit ?? null;
}
