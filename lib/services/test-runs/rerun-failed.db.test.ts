import { afterAll, beforeEach, expect, test } from "vitest";
import type { SourceKind } from "@/lib/contracts/intake-views";
import { senders } from "@/lib/integrations/ci/senders";
import { createTestDatabase } from "@/lib/testing/database";
import { senderToken } from "@/lib/testing/fake-sender-api";
import { startFakeSenderHost } from "@/lib/testing/fake-sender-host";
import { createTestProject, testSha } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { storeTestRun } from "./record-test-run";
import { askRerun, rerunFailed } from "./rerun-failed";

const db = await createTestDatabase();
const ctx = createWorkerContext(db);
const host = await startFakeSenderHost();
afterAll(() => host.close());
beforeEach(() => {
  host.requests.length = 0;
  ctx.asked.length = 0;
});

type Access = { repository: string; token: string | null };

/** A project whose newest commit failed, as a sender of this kind delivered it. */
async function fail(slug: string, kind: SourceKind, access: Access, payload: object) {
  const project = await createTestProject(db, slug, { commits: 1 });
  const source = { projectId: project.id, key: slug, name: slug, kind, createdBy: "ana" };
  const { id: sourceId } = await db.prisma.source.create({ data: { ...source, api: { url: host.url, ...access } } });
  const [fact] = senders[kind].interpret({ headers: {}, body: Buffer.from(JSON.stringify(payload)) }, project);
  if (fact?.fact !== "test" || fact.sha === null) throw new Error("no test result was read");
  await storeTestRun(ctx, { ...fact, sha: fact.sha, projectId: project.id, source: slug, sourceId });
  return project;
}

async function repeatAll(project: Parameters<typeof rerunFailed>[1]) {
  await rerunFailed(ctx, project);
  for (const { payload } of ctx.asked.filter((job) => job.name === "ask-rerun")) {
    await askRerun(ctx, payload as { testRunId: number });
  }
  return db.prisma.testRun.findFirstOrThrow({ where: { projectId: project.id } });
}

const workflow = {
  type: "workflow-completed",
  workflow: { id: "w-1", name: "unit", status: "failed" },
  pipeline: { vcs: { revision: testSha(1) } },
};

test("a workflow of CircleCI that failed is asked for by the id it was delivered with", async () => {
  const access = { repository: "gh/shop/web", token: senderToken };
  const project = await fail("circle", "circleci", access, workflow);
  host.answer("GET /api/v2/workflow/w-1", { body: { id: "w-1", status: "failed", project_slug: "gh/shop/web" } });
  host.answer("POST /api/v2/workflow/w-1/rerun", { status: 202, body: { workflow_id: "w-2" } });
  expect(await repeatAll(project)).toMatchObject({ rerunAt: expect.any(Date), reason: null });
});

test("a build of Buildkite that failed is asked for by its pipeline and number", async () => {
  const payload = {
    event: "build.finished",
    build: { id: "b", number: 42, state: "failed", commit: testSha(1) },
    pipeline: { slug: "web-unit" },
  };
  const project = await fail("kite", "buildkite", { repository: "shop", token: senderToken }, payload);
  host.answer("PUT /v2/organizations/shop/pipelines/web-unit/builds/42/rebuild", { body: { number: 43 } });
  expect(await repeatAll(project)).toMatchObject({ rerunAt: expect.any(Date), reason: null });
});

test("a sender without a token is not asked, as it would refuse", async () => {
  const project = await fail("bare", "circleci", { repository: "gh/shop/web", token: null }, workflow);
  expect(await repeatAll(project)).toMatchObject({ rerunAt: null, reason: null });
  expect(host.requests).toEqual([]);
});
