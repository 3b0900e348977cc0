/** A fact that was read from a delivery, as rows for a person. */
export interface FactText {
  /** What kind of thing it tells. */
  what: string;
  details: { name: string; value: string }[];
}

const kinds: Record<string, string> = {
  push: "The branch moved",
  commit: "A commit",
  "branch-deleted": "The branch was deleted",
  test: "A test run",
  change: "A change",
  lookup: "Something to be asked for",
  ping: "A sign of life",
  ignored: "Of no use",
};

const names: Record<string, string> = {
  branch: "Branch",
  before: "Before",
  after: "After",
  created: "New branch",
  forced: "Rewritten",
  commits: "Commits named",
  needsFetch: "More in the repository",
  sha: "Commit",
  context: "Test",
  status: "Status",
  attempt: "Attempt",
  externalId: "Its own name",
  url: "Link",
  startedAt: "Started",
  finishedAt: "Finished",
  number: "Number",
  headSha: "Newest commit",
  fromFork: "From another repository",
  baseBranch: "Into",
  state: "State",
  landedSha: "Landed as",
  object: "Object",
  reason: "Why",
};

/** The facts of a delivery are whatever the reader of its time wrote; an unknown one is shown by its own words. */
export function describeFact(fact: Record<string, unknown>): FactText {
  const { fact: kind, ...rest } = fact;
  const details = Object.entries(rest).flatMap(([key, value]) => {
    const text = showValue(value);
    return text === null ? [] : [{ name: names[key] ?? key, value: text }];
  });
  return { what: kinds[String(kind)] ?? String(kind), details };
}

function showValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(showItem).join("\n");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function showItem(item: unknown): string {
  const { sha, message } = (item ?? {}) as { sha?: unknown; message?: unknown };
  if (typeof sha !== "string") return typeof item === "object" ? JSON.stringify(item) : String(item);
  return `${sha.slice(0, 7)} ${String(message ?? "").split("\n", 1)[0]}`.trim();
}
