import { createHmac } from "node:crypto";
import { afterAll, expect, test, vi } from "vitest";
import { type Policy, projectFileSchema } from "@/lib/contracts/project-file";
import { builtInContext } from "@/lib/domain/test-run/built-in-runner";
import { createTestDatabase } from "@/lib/testing/database";
import { startFakeSenderHost } from "@/lib/testing/fake-sender-host";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, type Pipeline, publicUrl, quickPolicy } from "@/lib/testing/pipeline";
import { receiveDelivery } from "../intake/receive-delivery";
import { requestFetch } from "../projects/request-fetch";

const db = await createTestDatabase({ poolSize: 10 });
const host = await startFakeSenderHost();
afterAll(() => host.close());

const secret = "very-secret";
let sources = 0;

/** A project whose own tests fail what is called "Bad", told of changes by GitHub. */
async function createWithChanges(tests: Partial<Policy["tests"]> = {}) {
  const usual = projectFileSchema.shape.tests.parse({});
  const wanted = { script: "! grep Bad message", changes: true, rerun: false, ...tests };
  const pipeline = await createPipeline(db, {
    policy: quickPolicy({ automation: "suggest", tests: { ...usual, ...wanted } }),
  });
  sources += 1;
  const key = `key-${sources}`;
  const api = { url: host.url, repository: `shop/web-${sources}`, token: "token" };
  const secrets = [{ secret, addedAt: new Date().toISOString() }];
  await db.prisma.source.create({
    data: { projectId: pipeline.projectId, key, name: "github", kind: "github", secrets, api, createdBy: "ana" },
  });
  return { ...pipeline, key, statuses: `POST /repos/${api.repository}/statuses` };
}

async function tellOfChange(
  { ctx, key }: Pipeline & { key: string },
  change: { sha: string; state?: string; from?: string; into?: string },
): Promise<string | null> {
  const { sha, state = "open", from = "shop/web", into = "main" } = change;
  const [head, base] = [
    { sha, repo: { full_name: from } },
    { ref: into, repo: { full_name: "shop/web" } },
  ];
  const told = { action: "synchronize", number: 7, pull_request: { state, merged: false, head, base } };
  const body = Buffer.from(JSON.stringify(told));
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const headers = { "x-github-event": "pull_request", "x-hub-signature-256": `sha256=${signature}` };
  const received = await receiveDelivery(ctx, { key, request: { headers, body }, now: 0 });
  const id = (received as { delivery: number }).delivery;
  return vi.waitFor(async () => {
    const row = await db.prisma.delivery.findUniqueOrThrow({ where: { id } });
    expect(row.state).not.toBe("received");
    return row.summary;
  }, inTime);
}

const findRuns = ({ projectId }: Pipeline, sha: string) =>
  db.prisma.testRun.findMany({ where: { projectId, sha, context: builtInContext } });

test("the newest commit of an open change is tested before it lands, and its git host is told", async () => {
  const pipeline = await createWithChanges();
  const sha = pipeline.mirror.propose("Bad");
  const told: unknown[] = [];
  host.answer(`${pipeline.statuses}/${sha}`, ({ body }) => {
    told.push(body);
    return { status: 201 };
  });
  await pipeline.startWorker();
  expect(await tellOfChange(pipeline, { sha })).toMatch(/^Change 7 is open, at \w{7}; its tests are queued$/);
  await vi.waitFor(() => {
    expect(told.at(-1)).toMatchObject({ state: "failure", context: builtInContext, description: "Exit code 1." });
  }, inTime);
  const [run, ...more] = await findRuns(pipeline, sha);
  expect(more).toEqual([]);
  const output = `${publicUrl}/api/v1/test-runs/${run?.id}/log?project=`;
  expect(told.at(-1)).toMatchObject({ target_url: expect.stringContaining(output) });
  expect(await db.prisma.commit.count({ where: { projectId: pipeline.projectId, sha } })).toBe(0);
});

test("a change that lands as it was tested is not tested again", async () => {
  const pipeline = await createWithChanges();
  const sha = pipeline.mirror.propose("Good");
  await pipeline.startWorker();
  await tellOfChange(pipeline, { sha });
  await vi.waitFor(async () => expect(await findRuns(pipeline, sha)).toMatchObject([{ status: "passed" }]), inTime);
  pipeline.mirror.land("Good", { sha });
  const after = pipeline.mirror.land("And one more");
  await requestFetch(pipeline.ctx, { projectId: pipeline.projectId });
  await vi.waitFor(async () => expect(await findRuns(pipeline, after)).toMatchObject([{ status: "passed" }]), inTime);
  expect(await findRuns(pipeline, sha)).toMatchObject([{ status: "passed", attempt: 1 }]);
});

test("changes from a fork, into another branch, that are closed, or that nobody wants tested are not run", async () => {
  const pipeline = await createWithChanges();
  const unwanted = await createWithChanges({ changes: false });
  await pipeline.startWorker();
  const sha = pipeline.mirror.propose("Good");
  await tellOfChange(pipeline, { sha, from: "somebody/web" });
  await tellOfChange(pipeline, { sha, into: "next" });
  expect(await tellOfChange(pipeline, { sha, state: "closed" })).toMatch(/^Change 7 is closed, at \w{7}$/);
  await tellOfChange(unwanted, { sha });
  expect([...(await findRuns(pipeline, sha)), ...(await findRuns(unwanted, sha))]).toEqual([]);
});
