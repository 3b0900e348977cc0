import { behindNextRollout, inNextRollout, type QueuePlace } from "./describe-queue";

export type ForeseenNext = {
  /** Shas of the first rollout that is foreseen; null = none is. */
  next: readonly string[] | null;
  /** What a person has to do for each rollout, e.g. "if a person starts it"; null = nothing. */
  condition: string | null;
  /** What keeps every rollout from starting now, and after a colon why; null = nothing does. */
  keptBack: string | null;
};

/**
 * What is said of a place agrees with what is foreseen: the next rollout may start later than now, and take others by
 * then; and nobody is promised a rollout that something keeps back.
 */
export function agreeWithForecast(places: readonly QueuePlace[], foreseen: ForeseenNext): QueuePlace[] {
  const taken = foreseen.next && new Set(foreseen.next);
  return places.map((place) => {
    const reason = hedge(taken ? placeAnew(place, taken) : place.reason, foreseen);
    return reason === place.reason ? place : { ...place, reason };
  });
}

type Reason = QueuePlace["reason"];

function placeAnew({ sha, reason }: QueuePlace, taken: ReadonlySet<string>): Reason {
  if (reason.code !== "in-next-rollout" && reason.code !== "behind-next-rollout") return reason;
  const [code, text] = taken.has(sha) ? inNextRollout : behindNextRollout;
  return { code, text };
}

/** Only what promises a rollout: what holds a commit itself holds it whatever is in the way of all. */
function hedge(reason: Reason, { condition, keptBack }: ForeseenNext): Reason {
  const promise = promises[reason.code as keyof typeof promises]?.(reason.text);
  if (promise === undefined) return reason;
  if (keptBack !== null) return { code: "kept-back", text: `${promise}. ${withoutWhy(keptBack)}` };
  return condition === null ? reason : { ...reason, text: `${reason.text}, ${condition}` };
}

/** Why it is so is said once on the page, and not in every row. */
function withoutWhy(sentence: string): string {
  return sentence.split(": ", 1)[0] ?? sentence;
}

const promises = {
  "in-next-rollout": () => "Would go in the next rollout",
  "rides-along": (text: string) => text.replace("Rides", "Would ride"),
  "behind-next-rollout": () => "Would go after the next rollout",
} as const satisfies Partial<Record<Reason["code"], (text: string) => string>>;
