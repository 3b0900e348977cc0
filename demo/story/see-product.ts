import type { NowView, RolloutView } from "@/lib/contracts/views";
import type { ProductApi } from "../product/product-api";
import type { Seen, SeenRollout } from "./types";

/** Looks at the product as a person at the Now page would. `now` is epoch milliseconds. */
export async function seeProduct(product: ProductApi, now: number): Promise<{ seen: Seen; view: NowView }> {
  const view = await product.now();
  const { halted } = view.automation;
  const stopped = halted?.rollout == null ? null : toSeenRollout(await product.rollout(halted.rollout));
  const seen: Seen = {
    now,
    halted: halted && { since: Date.parse(halted.since), rollout: stopped },
    doing: view.doing && toSeenRollout(view.doing),
    queue: view.queue.map((commit) => commit.sha),
  };
  return { seen, view };
}

function toSeenRollout(
  rollout: Pick<RolloutView, "number" | "state" | "commits" | "stages" | "question">,
): SeenRollout {
  return {
    number: rollout.number,
    state: rollout.state,
    commits: rollout.commits.map((commit) => commit.sha),
    asks: rollout.question !== null,
    canaryFailed: rollout.stages.some((stage) => stage.verdict?.verdict === "fail"),
  };
}
