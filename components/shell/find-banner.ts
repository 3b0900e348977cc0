import { backTime, type LiveStatus } from "@/components/live/live-store";
import { findStaleTests, type StaleTests } from "@/components/shell/find-stale-tests";
import type { NowView } from "@/lib/contracts/views";

type Automation = NowView["automation"];

export type Banner =
  | { cause: "offline"; since: number; retryAt: number | null }
  | { cause: "back"; updates: number }
  | { cause: "no-worker" }
  | { cause: "halted"; halted: NonNullable<Automation["halted"]> }
  | { cause: "question"; rollout: number; text: string; since: string }
  | { cause: "backlog"; offer: NonNullable<NowView["backlogOffer"]> }
  | { cause: "frozen"; freeze: NonNullable<Automation["freeze"]> }
  | { cause: "repository"; error: string; at: string | null }
  | { cause: "inventory"; error: string; at: string | null }
  | ({ cause: "tests" } & StaleTests)
  | { cause: "replaced" };

export type BannerCause = Banner["cause"];

/** Losses shorter than this are a reconnect in passing and not worth a banner; ms. */
const passingLoss = 2500;

/**
 * The one banner to show: the highest cause only, because several at once explain less than one.
 * @param told causes that the page itself tells, in more words
 */
export function findBanner(
  view: NowView,
  { live, now, told = [] }: { live: LiveStatus; now: number; told?: readonly BannerCause[] },
): Banner | null {
  const { connection, backSince } = live;
  if (connection.phase === "lost" && now - connection.since > passingLoss) {
    return { cause: "offline", since: connection.since, retryAt: connection.retryAt };
  }
  if (backSince !== null && connection.phase === "live" && now - backSince < backTime) {
    return { cause: "back", updates: live.caughtUp };
  }
  const banner = findCause(view);
  if (banner !== null && !told.includes(banner.cause)) return banner;
  return live.replaced ? { cause: "replaced" } : null;
}

function findCause({ workersAlive, automation, doing, backlogOffer, fetch, ...view }: NowView): Banner | null {
  if (workersAlive === 0) return { cause: "no-worker" };
  if (automation.halted) return { cause: "halted", halted: automation.halted };
  if (doing?.question) {
    return { cause: "question", rollout: doing.number, text: doing.question.text, since: askedSince(doing) };
  }
  if (backlogOffer) return { cause: "backlog", offer: backlogOffer };
  if (automation.freeze) return { cause: "frozen", freeze: automation.freeze };
  if (fetch.error !== null) return { cause: "repository", error: fetch.error, at: fetch.at };
  if (view.inventory?.error) return { cause: "inventory", error: view.inventory.error, at: view.inventory.at };
  const stale = findStaleTests(view);
  return stale && { cause: "tests", ...stale };
}

/** A question about going on is asked when the stage has been deployed, others when the rollout was made. */
function askedSince(doing: NonNullable<NowView["doing"]>): string {
  const held = doing.stages.find((stage) => stage.state === "held");
  return held?.bakeUntil ?? held?.deployedAt ?? doing.createdAt;
}
