import type { CheckInput, CheckView } from "@/lib/contracts/checks";

/** What is looked at: two checks of one target are an older and a newer answer to one question. */
export function targetOf(input: CheckInput): string {
  return input.kind === "repository" ? "repository" : `host ${input.address}:${input.port}`;
}

/** The newest check of each target, in the order the targets were first asked about. */
export function mergeChecks(known: readonly CheckView[], fresh: readonly CheckView[]): CheckView[] {
  const newest = new Map(known.map((check) => [targetOf(check.input), check]));
  for (const check of fresh) {
    const before = newest.get(targetOf(check.input));
    if (!before || before.id <= check.id) newest.set(targetOf(check.input), check);
  }
  return [...newest.values()];
}
