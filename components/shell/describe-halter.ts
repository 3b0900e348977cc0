import type { NowView } from "@/lib/contracts/views";

/** "by ana", or "by the automation" when it stopped by itself. */
export function describeHalter({ by }: Pick<NonNullable<NowView["automation"]["halted"]>, "by">): string {
  return `by ${by ?? "the automation"}`;
}
