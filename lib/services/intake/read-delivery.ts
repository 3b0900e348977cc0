import type { Reading, UnreadDelivery } from "@/lib/db/deliveries";
import { isDatabaseUnavailable } from "@/lib/db/retry-while-unavailable";
import type { HookSource } from "@/lib/db/sources";
import { SauronError } from "@/lib/errors";
import type { Fact } from "@/lib/integrations/ci/interpretation";
import { senders } from "@/lib/integrations/ci/senders";
import type { WorkerContext } from "../context";
import { type ActedOn, actOnFacts } from "./act-on-facts";

/** `lookup`: what its sender is to be asked for, as the delivery only names it. */
export type ReadDelivery = Reading & Pick<ActedOn, "wantsFetch" | "wantsLook"> & { lookup: string | null };

const wantsNothing = { facts: [], wantsFetch: false, wantsLook: false, lookup: null };

/**
 * Reads a stored delivery and does what its facts ask for; harmless twice. One that cannot be read, through its own
 * fault or ours, is told so and does not hold up the next one.
 */
export async function readDelivery(
  ctx: WorkerContext,
  source: HookSource,
  delivery: UnreadDelivery,
): Promise<ReadDelivery> {
  const { id, headers, body } = delivery;
  try {
    const facts = senders[source.kind].interpret({ headers, body }, source);
    const lookup = source.canBeAsked ? findLookup(facts) : null;
    return { id, lookup, ...(await actOnFacts(ctx, source, facts)) };
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    if (error instanceof SauronError && error.code === "bad-request") {
      return { id, state: "refused", summary: error.message, ...wantsNothing };
    }
    ctx.logger.error({ err: error, delivery: id }, "a delivery could not be read");
    const summary =
      "It could not be read, through a fault of Sauron; its log has the cause. Read it again after a repair.";
    return { id, state: "failed", summary, ...wantsNothing };
  }
}

/** A delivery names one object at the most. */
function findLookup(facts: Fact[]): string | null {
  return facts.find((fact) => fact.fact === "lookup")?.object ?? null;
}
