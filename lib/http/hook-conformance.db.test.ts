import { expect, test } from "vitest";
import { createFakeMirror, type FakeMirror } from "@/lib/integrations/git/fake-mirror";
import { readDeliveries } from "@/lib/services/intake/read-deliveries";
import { fetchTrunk } from "@/lib/services/projects/fetch-trunk";
import { createSource } from "@/lib/services/sources/create-source";
import { createTestProject, testProjectFile } from "@/lib/testing/project";
import { type RawAnswer, sendRaw } from "@/lib/testing/send-raw";
import { listSenderCases, type SenderCase } from "@/lib/testing/sender-cases";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { webProcess } from "./web-process";

/**
 * Real deliveries, byte for byte, over real HTTP, each three times; what the API then tells must be what git and the
 * sender say, and must not change with the second and third time.
 */
const { db, api } = await serveWebApi();

/** A report that an earlier one of the same sender must outlast is sent after it. */
const sentBefore: Record<string, string> = {
  "github/push-redelivered": "github/push-one-commit",
  "github/status-late-pending-after-success": "github/status-success-jenkins-context",
  "jenkins/older-build-finishes-last": "jenkins/completed-success",
};

type ExpectedCommit = { sha: string; authorName: string; authorEmail: string; message: string; time: string };
type ExpectedTest = { sha: string; context: string; status: string; url?: string | null };

/** How a delivery must be understood. */
type Expectation = Partial<ExpectedTest> & {
  outcome: string;
  http?: number | string;
  branch?: string;
  before?: string;
  after?: string;
  commitsAdded?: ExpectedCommit[];
  rewrite?: boolean;
  number?: number;
  state?: string;
  /** Several results, or (of one) how many tests it counts. */
  tests?: ExpectedTest[] | object;
  stateChange?: string;
};

type ConformanceCase = Omit<SenderCase, "expect"> & { expect: Expectation };

/** A suite sums up check runs that are told of themselves: counting both would count one result twice. */
const outcomeOf = ({ id, expect: { outcome, status } }: SenderCase) => {
  if (id.startsWith("github/check-suite-")) return "ignored";
  return status === "unmatched" ? "unmatched" : outcome;
};

const conformanceCases = listSenderCases().map((each) => ({
  ...each,
  expect: { ...each.expect, outcome: outcomeOf(each) },
})) as ConformanceCase[];

type Scene = { slug: string; key: string; mirror: FakeMirror; ctx: ReturnType<typeof createWorkerContext> };

const isPlain = (sha: string | undefined): sha is string =>
  /^[0-9a-f]{40,64}$/.test(sha ?? "") && !/^0+$/.test(sha ?? "");

async function prepare(each: ConformanceCase, number: number): Promise<Scene & { sourceId: number }> {
  const slug = `case-${number}`;
  const { expect: expected, kind, trunk } = each;
  const usual = testProjectFile(slug).policy.repository;
  const repository = { ...usual, url: each.repositoryUrl, trunk };
  const project = await createTestProject(db, slug, { policy: { repository } });
  const mirror = createFakeMirror({ trunk });
  const ctx = createWorkerContext(db, () => mirror);
  const wanted = { project, name: each.provider, kind, api: null, baseUrl: api.url };
  const { source } = await createSource({ db, actor: { kind: "user", name: "ana" } }, wanted);
  const secrets = [{ secret: each.secret, addedAt: new Date().toISOString() }];
  const { id } = await db.prisma.source.update({ where: { key: source.key }, data: { secrets } });
  // What was there before: the commit a push starts from, or the commits that were tested.
  mirror.land("The beginning");
  if (isPlain(expected.before)) mirror.land("Before", { sha: expected.before });
  const tested = expected.outcome === "unmatched" ? [] : listTests(expected);
  for (const { sha } of tested) if (isPlain(sha)) mirror.land("Tested", { sha });
  await fetchTrunk(ctx, { projectId: project.id });
  return { slug, key: source.key, sourceId: id, mirror, ctx };
}

function listTests(expected: Expectation) {
  if (Array.isArray(expected.tests)) return expected.tests as ExpectedTest[];
  const { sha, context, status, url } = expected;
  return sha && context && status ? [{ sha, context, status, ...(url !== undefined && { url }) }] : [];
}

/** What git holds after a push. */
function land(mirror: FakeMirror, { outcome, commitsAdded = [], after, rewrite }: Expectation): void {
  if (outcome === "branch-deleted") mirror.deleteTrunk();
  if (outcome !== "push") return;
  if (rewrite) mirror.rewind(1);
  for (const { sha, message, authorName, authorEmail, time } of commitsAdded) {
    mirror.land(message, { sha, author: authorName, authorEmail, committedAt: Date.parse(time) });
  }
  if (isPlain(after) && commitsAdded.at(-1)?.sha !== after) mirror.land("Head", { sha: after });
}

async function deliver(scene: Scene & { sourceId: number }, each: ConformanceCase): Promise<RawAnswer> {
  const { headers, body, now } = each;
  webProcess().now = () => now ?? Date.now() / 1000;
  const answer = await sendRaw(`${api.url}/api/hooks/${scene.key}`, { headers, pieces: [body] });
  await readDeliveries(scene.ctx, { sourceId: scene.sourceId });
  for (const { name, payload } of scene.ctx.asked.splice(0)) {
    if (name === "fetch-trunk") await fetchTrunk(scene.ctx, payload as { projectId: number });
  }
  return answer;
}

async function read(path: string) {
  return (await fetch(`${api.url}/api/v1${path}`)).json();
}

type ToldRun = { context: string; attempt: number; status: string; url: string | null };
type ToldCommit = { sha: string; testStatus: string; testRuns: ToldRun[]; attempts: ToldRun[] };
type ToldDelivery = { state: string; summary: string; times: number };
type Told = { commits: ToldCommit[]; deliveries: ToldDelivery[]; halt: string | null; orphaned: string[] };

/** Everything the API tells of a project that deliveries may change. */
async function lookAt({ slug }: Scene): Promise<Told> {
  const { commits } = await read(`/commits?project=${slug}&limit=200`);
  const details = await Promise.all(commits.map(({ sha }: { sha: string }) => read(`/commits/${sha}?project=${slug}`)));
  const { deliveries } = await read(`/deliveries?project=${slug}`);
  const { id, haltReason } = await db.prisma.project.findUniqueOrThrow({ where: { slug } });
  const kept = await db.prisma.commit.findMany({ where: { projectId: id, orphaned: true } });
  const orphaned = kept.map((commit) => commit.sha);
  return { commits: details.map(dropMoment), deliveries, halt: haltReason, orphaned };
}

/** What depends on the moment of asking, not on what was delivered. */
function dropMoment<T extends object>(view: T): T {
  const { serverTime: _, ...rest } = view as T & { serverTime?: string };
  return rest as T;
}

const withoutTimes = ({ deliveries, ...rest }: Told) => ({
  ...rest,
  deliveries: deliveries.map(({ times: _, ...rest }) => rest),
});

/** What counts of a commit; earlier attempts are kept beside it. */
const inForce = ({ sha, testStatus, testRuns }: ToldCommit) => ({
  sha,
  testStatus,
  runs: testRuns.map(({ context, attempt, status }) => ({ context, attempt, status })),
});

const onScreen: Record<string, string[]> = { pending: ["pending", "running"], "no-verdict": ["unknown"] };

/** One claim for each outcome of the cases. */
const claims: Record<string, (each: ConformanceCase, told: Told) => void> = {
  push({ expect: expected }, { commits, deliveries, halt, orphaned }) {
    expect(deliveries[0]?.state).toBe("understood");
    expect(deliveries[0]?.summary).toMatch(`Push to ${expected.branch}: `);
    const added = (expected.commitsAdded ?? []).map(({ sha }) => sha);
    const newest = commits.filter(({ sha }) => added.includes(sha)).map(({ sha }) => sha);
    expect(newest).toEqual(added.toReversed());
    expect(commits[0]?.sha).toBe(expected.after);
    expect(orphaned).toEqual(expected.rewrite ? [expected.before] : []);
    expect(halt).toEqual(expected.rewrite ? expect.stringContaining("was rewritten") : null);
  },
  "branch-deleted"(_, { commits, deliveries, halt, orphaned }) {
    expect(deliveries[0]?.state).toBe("understood");
    expect(commits.length).toBeGreaterThan(0);
    expect(orphaned).toEqual([]);
    expect(halt).toContain("was deleted");
  },
  test: claimTests,
  tests: claimTests,
  unmatched(_, { deliveries, ...rest }) {
    expect(deliveries[0]?.summary).toContain("the trunk does not have this commit yet");
    expectUntouched(rest);
  },
  ignored(_, { deliveries, ...rest }) {
    expect(deliveries[0]).toMatchObject({ state: "ignored", summary: expect.stringMatching(/^Ignored: /) });
    expectUntouched(rest);
  },
  change({ expect: expected }, { deliveries, ...rest }) {
    expect(deliveries[0]?.summary).toContain(`Change ${expected.number} is ${expected.state}`);
    expectUntouched(rest);
  },
  lookup(_, { deliveries, ...rest }) {
    expect(deliveries[0]?.state).toBe("understood");
    expectUntouched(rest);
  },
  ping(_, { deliveries, ...rest }) {
    expect(deliveries[0]?.summary).toMatch(/^Ping/);
    expectUntouched(rest);
  },
  rejected({ expect: expected }, { deliveries, ...rest }) {
    expect(deliveries.map(({ state }) => state)).toEqual(expected.http === 401 ? [] : ["refused"]);
    expectUntouched(rest);
  },
  "rejected-or-ignored"(_, { deliveries, commits }) {
    expect(deliveries.every(({ state }) => state !== "failed")).toBe(true);
    expect(commits.every(({ testStatus }) => testStatus !== "passed")).toBe(true);
  },
  "test-or-rejected"(each, told) {
    if (told.deliveries[0]?.state === "refused") expectUntouched(told);
    else claimTests(each, told);
  },
};

function claimTests({ expect: expected }: ConformanceCase, { commits, deliveries }: Told): void {
  expect(deliveries[0]?.state).toBe("understood");
  for (const { sha, context, status, url } of listTests(expected)) {
    if (!isPlain(sha)) continue;
    const runs = commits.find((commit) => commit.sha === sha)?.attempts.filter((run) => run.context === context);
    expect(onScreen[status] ?? [status]).toContain(runs?.at(-1)?.status);
    if (url !== undefined) expect(runs?.at(-1)?.url).toBe(url);
  }
}

function expectUntouched({ commits, halt, orphaned }: Omit<Told, "deliveries">): void {
  expect([halt, orphaned]).toEqual([null, []]);
  expect(commits.flatMap(({ attempts }) => attempts)).toEqual([]);
}

function expectStatus(status: number, { outcome, http }: Expectation): void {
  if (typeof http === "number") expect(status).toBe(http);
  else if (outcome === "rejected") expect([400, 401, 413]).toContain(status);
  else if (outcome.includes("rejected")) expect([202, 400]).toContain(status);
  else expect(status).toBe(202);
}

test.each(conformanceCases.map((each, index) => ({ name: each.id, each, index })))(
  "$name is understood, and twice again changes nothing",
  async ({ each, index }) => {
    const scene = await prepare(each, index);
    const earlier = conformanceCases.find(({ id }) => id === sentBefore[each.id]);
    if (earlier) {
      land(scene.mirror, earlier.expect);
      await deliver(scene, earlier);
    }
    const before = await lookAt(scene);
    if (!earlier) land(scene.mirror, each.expect);
    const first = await deliver(scene, each);
    expectStatus(first.status, each.expect);
    const told = await lookAt(scene);
    claims[each.expect.outcome]?.(each, told);
    expect(Object.keys(claims)).toContain(each.expect.outcome);
    if (each.expect.stateChange === "none") expect(told.commits.map(inForce)).toEqual(before.commits.map(inForce));
    for (const again of ["the second time", "the third time"]) {
      expect(await deliver(scene, each), again).toEqual(first);
      expect(withoutTimes(await lookAt(scene)), again).toEqual(withoutTimes(told));
    }
  },
);
