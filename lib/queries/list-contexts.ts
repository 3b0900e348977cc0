import type { z } from "zod";
import type { testContextSchema } from "@/lib/contracts/api-intake";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import { readUsualDurations } from "@/lib/db/test-durations";
import type { Tx } from "@/lib/db/transaction";
import { findCulprits } from "@/lib/domain/test-run/find-culprits";
import { flakyRate, flakyReach } from "@/lib/domain/test-run/flakiness";
import { attemptsOf } from "./read-flakiness";
import { readTrunkTests, toTrunkResults } from "./read-trunk-tests";

type TestContext = z.infer<typeof testContextSchema>;

/** What is known of every context that told of the newest commits, or is required: the least to be trusted first. */
export async function listContexts(
  tx: Tx,
  project: ProjectRow,
): Promise<{ contexts: TestContext[]; serverTime: string }> {
  const { now } = await readStamp(tx);
  const commits = await readTrunkTests(tx, project, flakyReach);
  const usual = await readUsualDurations(tx, project.id);
  const stretches = findCulprits(toTrunkResults(commits)).filter((stretch) => stretch.fixedBy === null);
  const required = project.requiredContexts;
  const names = new Set([...required, ...commits.flatMap(({ attempts }) => attempts.map((run) => run.context))]);
  const contexts = [...names].map((context): TestContext => {
    const ofContext = attemptsOf(commits, context);
    return {
      context,
      required: required.includes(context),
      commits: ofContext.filter((attempts) => attempts.length > 0).length,
      flakyRate: flakyRate(ofContext),
      usualSeconds: usual.get(context) ?? null,
      redSince: stretches.find((stretch) => stretch.context === context)?.culprit ?? null,
    };
  });
  const inOrder = contexts.toSorted(
    (a, b) => (b.flakyRate ?? 0) - (a.flakyRate ?? 0) || a.context.localeCompare(b.context),
  );
  return { contexts: inOrder, serverTime: now.toISOString() };
}
