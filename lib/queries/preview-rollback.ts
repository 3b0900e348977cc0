import type { RollbackPreview } from "@/lib/contracts/rollback-views";
import { findNeighbours } from "@/lib/db/automation";
import { findCommits } from "@/lib/db/commits";
import { findFreeze } from "@/lib/db/freezes";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import { listRolloutFacts } from "@/lib/db/read-rollouts";
import { readUsualHostSeconds, type UndoneRollout } from "@/lib/db/rollbacks";
import { findRollout } from "@/lib/db/rollouts";
import type { Tx } from "@/lib/db/transaction";
import { describeFreeze } from "@/lib/domain/freeze/describe-freeze";
import { estimateRollback } from "@/lib/domain/rollback/estimate-rollback";
import { findUnsafeMark } from "@/lib/domain/rollback/find-unsafe-mark";
import { visibleText } from "@/lib/domain/visible-text";
import { firstLine } from "./build-commit-views";
import { toTime } from "./build-rollout-summaries";
import { type FoundRollback, findRollback } from "./find-rollback";
import { resolveStages } from "./resolve-stages";

/** Candidates shown, the newest. */
const mostCandidates = 50;

export type RollbackQuestion = { to: string | null; watchCanary: boolean; allHosts: boolean };

/**
 * What a rollback would be now. While a rollout is under way it is about that one, which has to end first.
 * @throws SauronError as `findRollback`
 */
export async function previewRollback(tx: Tx, project: ProjectRow, asked: RollbackQuestion): Promise<RollbackPreview> {
  const { now } = await readStamp(tx);
  const undoes = await findUnderWay(tx, project);
  const found = await findRollback(tx, project, { to: asked.to, allHosts: asked.allHosts, undoes });
  const freeze = await findFreeze(tx, project.id);
  const candidates = await viewCandidates(tx, project, found);
  const target = candidates.find(({ revision }) => revision === found.toRevision);
  return {
    project: project.slug,
    undoes: { number: found.undoes.number, state: found.undoes.state },
    fromRevision: found.fromRevision,
    toRevision: found.toRevision,
    toTitle: target?.title ?? (await readTitles(tx, project, [found.toRevision])).get(found.toRevision) ?? "",
    verdict: target?.verdict ?? null,
    candidates,
    removed: found.removed.map(({ sha, message, author }) => {
      return { sha, title: firstLine(message), author: visibleText(author), unsafe: findUnsafeMark(message) };
    }),
    removedCount: found.removedCount,
    hosts: { affected: found.hosts.length, there: found.hostsThere },
    stages: await listStages(tx, project, { found, watchCanary: asked.watchCanary }),
    concurrency: project.policy.rollback.concurrency,
    expectedSeconds: await estimate(tx, project, found, asked.watchCanary),
    risks: found.risks,
    refusal: found.refusal,
    inTheWay: found.inTheWay,
    freeze: freeze && describeFreeze({ ...freeze, expiresAt: freeze.expiresAt.getTime() }, now.getTime()),
    serverTime: now.toISOString(),
  };
}

async function findUnderWay(tx: Tx, project: ProjectRow): Promise<UndoneRollout | null> {
  const { inFlight } = await findNeighbours(tx, project.id);
  return inFlight && inFlight.state !== "proposed" ? findRollout(tx, inFlight.id) : null;
}

async function viewCandidates(
  tx: Tx,
  project: ProjectRow,
  found: FoundRollback,
): Promise<RollbackPreview["candidates"]> {
  const candidates = found.candidates.slice(0, mostCandidates);
  const titles = await readTitles(
    tx,
    project,
    candidates.map(({ revision }) => revision),
  );
  const ends = await readEnds(tx, project);
  return candidates.map(({ revision, number, isGood, verdict }) => {
    return { revision, title: titles.get(revision) ?? "", number, endedAt: ends.get(number) ?? null, isGood, verdict };
  });
}

async function readTitles(tx: Tx, project: ProjectRow, shas: string[]): Promise<Map<string, string>> {
  const commits = await findCommits(tx, project.id, shas);
  return new Map(commits.map(({ sha, message }) => [sha, firstLine(message)]));
}

async function readEnds(tx: Tx, project: ProjectRow): Promise<Map<number, string | null>> {
  const range = { projectId: project.id, which: "ended" as const, before: null, limit: 300 };
  const ended = await listRolloutFacts(tx, range);
  return new Map(ended.map(({ number, endedAt }) => [number, toTime(endedAt)]));
}

async function listStages(
  tx: Tx,
  project: ProjectRow,
  { found: { hosts }, watchCanary }: { found: FoundRollback; watchCanary: boolean },
): Promise<RollbackPreview["stages"]> {
  if (!watchCanary) return [{ name: "fleet", hosts: hosts.length, watched: false }];
  const stages = await resolveStages(tx, project, { hosts });
  return stages.map((each) => {
    return { name: each.stage.name, hosts: each.hosts.length, watched: each.stage.bake !== undefined };
  });
}

async function estimate(
  tx: Tx,
  project: ProjectRow,
  { hosts }: FoundRollback,
  watchCanary: boolean,
): Promise<number | null> {
  if (watchCanary) return project.policy.selection.rolloutTime;
  const hostSeconds = await readUsualHostSeconds(tx, project.id);
  return estimateRollback({ hosts: hosts.length, width: project.policy.rollback.concurrency, hostSeconds });
}
