import { expect, test } from "vitest";
import { findProjectBySlug } from "@/lib/db/projects";
import { builtInContext, builtInSource } from "@/lib/domain/test-run/built-in-runner";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testSha } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { acceptInventory } from "../fleet/accept-inventory";
import { resendDelivery } from "../intake/resend-delivery";
import { askAgain } from "../projects/ask-again";
import { createProject } from "../projects/create-project";
import { createSource } from "../sources/create-source";
import { killTest } from "../test-runs/kill-test";
import { rerunTest } from "../test-runs/rerun-test";

const db = await createTestDatabase();
const worker = createWorkerContext(db);
const ctx = { ...worker, actor: { kind: "user", name: "ana" } } as const;
const project = await createTestProject(db, "web", { commits: 2 });
const projectId = project.id;
const conflict = expect.objectContaining({ code: "conflict" });

const countActs = () => db.prisma.auditEntry.count();
const newestAct = () => db.prisma.auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });

function addRun(status: string, attempt: number) {
  const data = { projectId, sha: testSha(1), context: builtInContext, source: builtInSource, status, attempt };
  return db.prisma.testRun.create({ data });
}

/** What is refused leaves no trace: its entry is written by whoever was asked. */
async function refuses(act: () => Promise<unknown>, error: unknown = conflict): Promise<void> {
  const before = await countActs();
  await expect(act()).rejects.toEqual(error);
  expect(await countActs()).toBe(before);
}

test("a project is created once, with its file and its entry", async () => {
  const source = JSON.stringify({
    project: "shop",
    repository: { url: "https://git.example.org/shop.git" },
    fleet: {
      user: "deploy",
      privateKey: "/keys/id",
      hosts: [{ name: "web-1", address: "192.0.2.1", hostKey: `SHA256:${"A".repeat(43)}` }],
    },
    deploy: { steps: [{ name: "restart", run: ["true"] }] },
    stages: [{ name: "fleet", hosts: "rest" }],
  });
  expect(await createProject(ctx, { source })).toMatchObject({ outcome: "created", revision: 1 });
  expect(await newestAct()).toMatchObject({ action: "createProject", project: "shop", actorName: "ana" });
  await refuses(() => createProject(ctx, { source }));
  await refuses(
    () => createProject(ctx, { source: "project: Shop" }),
    expect.objectContaining({ code: "invalid-project-file" }),
  );
  expect(await findProjectBySlug(db.prisma, "shop")).toMatchObject({ policyRevision: 1 });
});

test("a queued test is ended at once, a running one asked to end, one that ended refused", async () => {
  const queued = await addRun("queued", 1);
  await killTest(ctx, { id: queued.id, projectId });
  expect(await db.prisma.testRun.findUnique({ where: { id: queued.id } })).toMatchObject({
    status: "cancelled",
    killedBy: "ana",
    reason: "Ended by ana before it began.",
  });
  expect(await newestAct()).toMatchObject({ action: "killTest", target: `test run ${queued.id}`, actorName: "ana" });
  const running = await addRun("running", 2);
  await killTest(ctx, { id: running.id, projectId });
  expect(await db.prisma.testRun.findUnique({ where: { id: running.id } })).toMatchObject({
    status: "running",
    killedBy: "ana",
  });
  await refuses(() => killTest(ctx, { id: queued.id, projectId }));
  await db.prisma.testRun.update({ where: { id: running.id }, data: { status: "failed", finishedAt: new Date() } });
});

test("a test that has not ended is not run again, nor one that nobody can run", async () => {
  const running = await addRun("running", 3);
  await refuses(() => rerunTest(ctx, { project, run: running }));
  const foreign = { ...running, source: "gone", status: "failed" };
  await refuses(() => rerunTest(ctx, { project, run: foreign }));
});

test("a delivery is read again, one of another project is not found", async () => {
  const wanted = { project, name: "ci", kind: "generic" as const, api: null, baseUrl: "http://127.0.0.1" };
  const { source } = await createSource(ctx, wanted);
  const { id: sourceId } = await db.prisma.source.findUniqueOrThrow({ where: { key: source.key } });
  const stored = { sourceId, deliveryKey: "1", headers: {}, body: Buffer.from("{}"), state: "refused" };
  const { id } = await db.prisma.delivery.create({ data: { ...stored, processedAt: new Date() } });
  await resendDelivery(ctx, { projectId, id });
  expect(await db.prisma.delivery.findUnique({ where: { id } })).toMatchObject({
    state: "received",
    processedAt: null,
  });
  expect(await newestAct()).toMatchObject({ action: "resendDelivery", target: `delivery ${id}`, actorName: "ana" });
  expect(worker.asked).toContainEqual({ name: "read-deliveries", payload: { sourceId } });
  const shop = await findProjectBySlug(db.prisma, "shop");
  const missing = expect.objectContaining({ code: "not-found" });
  await refuses(() => resendDelivery(ctx, { projectId: shop?.id ?? 0, id }), missing);
});

test("without a no there is nothing to ask again, and without a doubt nothing to accept", async () => {
  await refuses(() => askAgain(ctx, { projectId, reason: "look again" }));
  await refuses(() => acceptInventory(ctx, { projectId, drops: ["web-1"], reason: "they are gone" }));
});
