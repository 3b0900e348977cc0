import type { TestRunView } from "@/lib/contracts/views";

/** What is odd about the test runs of a commit beside their result, most important first; null = nothing. */
export function describeTestTrouble(runs: readonly TestRunView[]): string | null {
  const silent = runs.filter((run) => run.silent);
  if (silent.length > 0) return `silent: ${names(silent)}`;
  const held = runs.find((run) => run.heldBy !== null);
  if (held) return `red since ${held.heldBy?.slice(0, 7)}`;
  const flaky = runs.filter((run) => run.flaky);
  return flaky.length > 0 ? `flaky: ${names(flaky)}` : null;
}

function names(runs: readonly TestRunView[]): string {
  return runs.map((run) => run.context).join(", ");
}
