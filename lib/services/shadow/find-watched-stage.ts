import type { Policy } from "@/lib/contracts/project-file";

type Bake = NonNullable<Policy["stages"][number]["bake"]>;
export type WatchedStage = { index: number; bake: Bake };

/** The stage whose bake a host that poses as canary is judged by: the first that is watched; null = nobody asks for it. */
export function findWatchedStage({ canary, stages }: Policy): WatchedStage | null {
  const index = stages.findIndex(({ bake }) => bake?.analysis);
  const bake = stages[index]?.bake;
  return bake && canary.shadow === true ? { index, bake } : null;
}
