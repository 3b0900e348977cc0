import type { NowView } from "@/lib/contracts/views";

/** Nothing was ever rolled out, and nothing is on its way. */
export function isBeforeFirstRollout({ live, doing, did }: Pick<NowView, "live" | "doing" | "did">): boolean {
  return !live && !doing && did.length === 0;
}
