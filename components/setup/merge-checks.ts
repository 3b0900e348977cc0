import type { CheckInput, CheckView } from "@/lib/contracts/checks";

/** What is looked at: two checks of one target are an older and a newer answer to one question. */
function targetOf(input: CheckInput): string {
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

/** The check that asked exactly this, whatever keys were pinned then; null when something else was asked since. */
export function findCheck(checks: readonly CheckView[], asked: CheckInput): CheckView | null {
  return checks.find(({ input }) => isSame(input, asked)) ?? null;
}

function isSame(input: CheckInput, asked: CheckInput): boolean {
  if (targetOf(input) !== targetOf(asked)) return false;
  if (input.kind === "repository") {
    return asked.kind === "repository" && input.url === asked.url && input.trunk === asked.trunk;
  }
  return asked.kind === "host" && input.user === asked.user && input.privateKey === asked.privateKey;
}
