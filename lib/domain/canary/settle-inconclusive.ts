import type { VerdictReason } from "./canary-verdict";

/** What follows a bake that brought no verdict: a person decides, it goes on if nothing was bad, or it fails. */
export const inconclusiveActions = ["hold", "proceed-if-clean", "fail"] as const;
export type InconclusiveAction = (typeof inconclusiveActions)[number];

/** Requests without a single server error that let a canary go on although nobody can say that it is good. */
const cleanRequests = 30;

export type Settlement = { outcome: "hold" | "proceed" | "fail"; why: string };

/** A stored verdict as far as it matters here; `serverErrors`: 5xx of the canary, absent = not known. */
export type Unsettled = { reason: string; why: string; serverErrors?: { n: number; bad: number } | undefined };

/** Decides for the person, as far as the project allows; what went on without proof says so. */
export function settleInconclusive(policy: InconclusiveAction, verdict: Unsettled): Settlement {
  if (policy === "fail") return { outcome: "fail", why: `${verdict.why} The project has such a canary fail.` };
  if (policy === "proceed-if-clean" && isClean(verdict)) {
    return {
      outcome: "proceed",
      why: `Went on without a verdict: none of ${verdict.serverErrors?.n} requests failed. ${verdict.why}`,
    };
  }
  return { outcome: "hold", why: verdict.why };
}

/** Only a lack of numbers can be overlooked; numbers that are wrong, or that speak against the canary, cannot. */
const lacksOfNumbers: readonly string[] = [
  "too-few-requests",
  "control-missing",
  "control-too-small",
] satisfies readonly VerdictReason[];

function isClean({ reason, serverErrors = { n: 0, bad: 0 } }: Unsettled): boolean {
  return lacksOfNumbers.includes(reason) && serverErrors.bad === 0 && serverErrors.n >= cleanRequests;
}
