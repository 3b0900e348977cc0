import { backTime, type LiveStatus } from "@/components/live/live-store";
import type { NowView } from "@/lib/contracts/views";

export type Banner =
  | { cause: "offline"; since: number; retryAt: number | null }
  | { cause: "back"; updates: number }
  | { cause: "no-worker" }
  | { cause: "halted"; halted: NonNullable<NowView["automation"]["halted"]> }
  | { cause: "repository"; error: string; at: string | null };

/** Losses shorter than this are a reconnect in passing and not worth a banner; ms. */
const passingLoss = 2500;

/** The one banner to show: the highest cause only, because several at once explain less than one. */
export function findBanner(view: NowView, live: LiveStatus, now: number): Banner | null {
  const { connection, backSince } = live;
  if (connection.phase === "lost" && now - connection.since > passingLoss) {
    return { cause: "offline", since: connection.since, retryAt: connection.retryAt };
  }
  if (backSince !== null && connection.phase === "live" && now - backSince < backTime) {
    return { cause: "back", updates: live.caughtUp };
  }
  if (view.workersAlive === 0) return { cause: "no-worker" };
  if (view.automation.halted) return { cause: "halted", halted: view.automation.halted };
  if (view.fetch.error !== null) return { cause: "repository", error: view.fetch.error, at: view.fetch.at };
  return null;
}
