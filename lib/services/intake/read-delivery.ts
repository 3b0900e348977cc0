import type { Reading, UnreadDelivery } from "@/lib/db/deliveries";
import { haltProject } from "@/lib/db/projects";
import { isDatabaseUnavailable } from "@/lib/db/retry-while-unavailable";
import type { HookSource } from "@/lib/db/sources";
import { findShaOfRun } from "@/lib/db/test-runs";
import { inTransaction } from "@/lib/db/transaction";
import { builtInContext } from "@/lib/domain/test-run/built-in-runner";
import { SauronError } from "@/lib/errors";
import { describeFact, describeTest, describeUnknownBuild } from "@/lib/integrations/ci/describe-fact";
import type { Fact, TestFact } from "@/lib/integrations/ci/interpretation";
import { senders } from "@/lib/integrations/ci/senders";
import type { ServiceContext } from "../context";
import { storeTestRun } from "../test-runs/record-test-run";
import { testChange } from "../test-runs/test-change";

/**
 * `wantsFetch`: it says that the trunk moved; what happened there is git's to tell. `wantsLook`: a result of a commit was
 * stored, which the automation may have waited for.
 */
export type ReadDelivery = Reading & { wantsFetch: boolean; wantsLook: boolean };

const wantsNothing = { facts: [], wantsFetch: false, wantsLook: false };

/** Facts whose sentences are stored; a delivery rarely tells more than one. */
const mostSentences = 5;

/**
 * Reads a stored delivery and does what its facts ask for; harmless twice. One that cannot be read, through its own
 * fault or ours, is told so and does not hold up the next one.
 */
export async function readDelivery(
  ctx: ServiceContext,
  source: HookSource,
  delivery: UnreadDelivery,
): Promise<ReadDelivery> {
  const { id, headers, body } = delivery;
  try {
    const facts = senders[source.kind].interpret({ headers, body }, source);
    const told: Told[] = [];
    for (const fact of facts) told.push(await actOn(ctx, source, fact));
    const isIgnored = facts.every((fact) => fact.fact === "ignored");
    return {
      id,
      state: isIgnored ? "ignored" : "understood",
      summary: facts.length === 0 ? "Ignored: it tells nothing" : joinSentences(told.map(({ sentence }) => sentence)),
      facts,
      wantsFetch: facts.some(movesTrunk),
      wantsLook: told.some(({ wantsLook }) => wantsLook),
    };
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

function joinSentences(sentences: string[]): string {
  const more = sentences.length - mostSentences;
  return [...sentences.slice(0, mostSentences), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

function movesTrunk(fact: Fact): boolean {
  return fact.fact === "push" || fact.fact === "branch-deleted" || (fact.fact === "change" && fact.state === "merged");
}

/** Git hosts tell everybody of a commit status, also who told them of it. */
const ownResult = `Nothing new: ${builtInContext} is a result of Sauron's own, which nobody else can report`;

type Told = { sentence: string; wantsLook: boolean };

async function actOn(ctx: ServiceContext, source: HookSource, fact: Fact): Promise<Told> {
  if (fact.fact === "test") return recordFact(ctx, source, fact);
  if (fact.fact === "change" && (await testChange(ctx, { projectId: source.projectId, ...fact }))) {
    return { sentence: `${describeFact(fact)}; its tests are queued`, wantsLook: false };
  }
  if (fact.fact === "branch-deleted") await haltWithoutTrunk(ctx, source, fact.branch);
  return { sentence: describeFact(fact), wantsLook: false };
}

async function recordFact(ctx: ServiceContext, source: HookSource, fact: TestFact): Promise<Told> {
  if (fact.context === builtInContext) return { sentence: ownResult, wantsLook: false };
  const { fact: _, ...report } = fact;
  const sha = fact.sha ?? (await findShaOfRun(ctx.db.prisma, source.id, fact.externalId));
  if (sha === null) return { sentence: describeUnknownBuild(fact), wantsLook: false };
  const from = { projectId: source.projectId, source: source.name, sourceId: source.id };
  const recorded = await storeTestRun(ctx, { ...report, ...from, sha });
  return { sentence: describeTest({ ...fact, sha }, recorded), wantsLook: recorded.stored && recorded.matched };
}

/** Records are kept; without a trunk nothing may be deployed until a person has looked. */
async function haltWithoutTrunk(ctx: ServiceContext, source: HookSource, branch: string): Promise<void> {
  const reason = `The trunk ${branch} was deleted in the repository, says ${source.name}.`;
  const actor = { kind: "api" as const, name: source.name };
  await inTransaction(ctx.db.prisma, (tx) =>
    haltProject(tx, { projectId: source.projectId, reason, rollout: null, actor }),
  );
}
