import type { Reading } from "@/lib/db/deliveries";
import type { HookSource } from "@/lib/db/sources";
import { findShaOfRun } from "@/lib/db/test-runs";
import { buildTargetContext } from "@/lib/domain/test-run/build-targets";
import { builtInContext } from "@/lib/domain/test-run/built-in-runner";
import { describeFact, describeLookup, describeTest, describeUnknownBuild } from "@/lib/integrations/ci/describe-fact";
import type { Fact, TestFact } from "@/lib/integrations/ci/interpretation";
import type { WorkerContext } from "../context";
import { answerAskingBuild } from "../test-runs/answer-asking-build";
import { storeTestRun } from "../test-runs/record-test-run";
import { testChange } from "../test-runs/test-change";

/**
 * What was made of facts. `wantsFetch`: the trunk may have moved; what happened there is git's to tell. `wantsLook`: a
 * result of a commit was stored, which the automation may have waited for.
 */
export type ActedOn = Omit<Reading, "id"> & { wantsFetch: boolean; wantsLook: boolean };

/** Facts whose sentences are stored; a delivery rarely tells more than one. */
const mostSentences = 5;

/** Does what facts of a sender ask for, whether it told them or was asked for them; harmless twice. */
export async function actOnFacts(ctx: WorkerContext, source: HookSource, facts: Fact[]): Promise<ActedOn> {
  const told: Told[] = [];
  for (const fact of facts) told.push(await actOn(ctx, source, fact));
  const isIgnored = facts.every((fact) => fact.fact === "ignored");
  return {
    state: isIgnored ? "ignored" : "understood",
    summary: facts.length === 0 ? "Ignored: it tells nothing" : joinSentences(told.map(({ sentence }) => sentence)),
    facts,
    wantsFetch: facts.some(movesTrunk),
    wantsLook: told.some(({ wantsLook }) => wantsLook),
  };
}

function joinSentences(sentences: string[]): string {
  const more = sentences.length - mostSentences;
  return [...sentences.slice(0, mostSentences), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

function movesTrunk(fact: Fact): boolean {
  if (fact.fact === "change") return fact.state === "merged";
  return fact.fact === "push" || fact.fact === "commit" || fact.fact === "branch-deleted";
}

/** Git hosts tell everybody of a commit status, also who told them of it. */
const ownResult = `Nothing new: ${builtInContext} is a result of Sauron's own, which nobody else can report`;

type Told = { sentence: string; wantsLook: boolean };

async function actOn(ctx: WorkerContext, source: HookSource, fact: Fact): Promise<Told> {
  if (fact.fact === "test") return recordFact(ctx, source, fact);
  if (fact.fact === "lookup") {
    return { sentence: describeLookup(fact.object, source.canBeAsked ? "asked" : "no-api"), wantsLook: false };
  }
  if (fact.fact === "change" && (await testChange(ctx, { projectId: source.projectId, ...fact }))) {
    return { sentence: `${describeFact(fact)}; its tests are queued`, wantsLook: false };
  }
  return { sentence: describeFact(fact), wantsLook: false };
}

async function recordFact(ctx: WorkerContext, source: HookSource, fact: TestFact): Promise<Told> {
  if (fact.context === builtInContext) return { sentence: ownResult, wantsLook: false };
  const { fact: _, ...report } = fact;
  const sha = fact.sha ?? (await findShaOfRun(ctx.db.prisma, source.id, fact.externalId));
  if (sha === null) return { sentence: describeUnknownBuild(fact), wantsLook: false };
  const from = { projectId: source.projectId, source: source.name, sourceId: source.id };
  const recorded = await storeTestRun(ctx, { ...report, ...from, sha });
  if (isAsking(fact)) await answerAskingBuild(ctx, { projectId: source.projectId, sourceId: source.id, sha });
  return { sentence: describeTest({ ...fact, sha }, recorded), wantsLook: recorded.stored && recorded.matched };
}

/** A build target that tells nothing of itself yet waits for the tests Sauron runs. */
function isAsking({ context, status }: TestFact): boolean {
  return context === buildTargetContext && status === "pending";
}
