import { readFileSync } from "node:fs";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { WantedEventStream } from "@/lib/contracts/event-stream";
import { findSourceByKey } from "@/lib/db/sources";
import { createFakeLineFollower, type FakeLineFollower } from "@/lib/integrations/ssh/fake-line-follower";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createTestProject } from "@/lib/testing/project";
import { createWorkerContext, type TestWorkerContext } from "@/lib/testing/worker-context";
import { receiveDelivery } from "../intake/receive-delivery";
import { changeSource } from "../sources/change-source";
import { createSource } from "../sources/create-source";
import { keepStreams, leaveStreams } from "./keep-streams";

const db = await createTestDatabase();
const ana = { db, actor: { kind: "user" as const, name: "ana" } };
const stream: WantedEventStream = {
  host: "gerrit.example.org",
  port: 29418,
  user: "sauron",
  privateKey: "/keys/gerrit",
  hostKey: `SHA256:${"A".repeat(43)}`,
  repository: "TestRepo",
};

let projects = 0;
let gerrit: FakeLineFollower;
let source: { key: string; secret: string; projectId: number };

beforeEach(async () => {
  await db.prisma.sourceStream.deleteMany();
  gerrit = createFakeLineFollower();
  projects += 1;
  const project = await createTestProject(db, `project-${projects}`);
  const wanted = { project, name: "gerrit", kind: "gerrit" as const, api: null, stream };
  const made = await createSource(ana, { ...wanted, baseUrl: "http://localhost" });
  source = { key: made.source.key, secret: made.secret, projectId: project.id };
});

/** A worker over the same Gerrit; the test's end stops it. */
function startWorker(workerId: string): TestWorkerContext {
  const ctx = { ...createWorkerContext(db), workerId, lines: gerrit };
  onTestFinished(() => leaveStreams(ctx));
  return ctx;
}

const view = async () => {
  const { stream: row } = (await findSourceByKey(db.prisma, source.key)) ?? {};
  return row;
};
const untilState = (state: string) => vi.waitFor(async () => expect((await view())?.state).toBe(state), inTime);
const untilListeners = (count: number) => vi.waitFor(() => expect(gerrit.listeners).toHaveLength(count), inTime);
const untilLeft = (ctx: TestWorkerContext) => vi.waitFor(() => expect(ctx.streamsInHand.size).toBe(0), inTime);
const listDeliveries = () =>
  db.prisma.delivery.findMany({ where: { source: { key: source.key } }, orderBy: { id: "asc" } });
const countFetches = (ctx: TestWorkerContext) =>
  ctx.asked.filter(({ name, payload }) => {
    return name === "fetch-trunk" && (payload as { projectId: number }).projectId === source.projectId;
  }).length;

/** Lets time pass for the database, as far as streams know. */
const pass = (seconds: number) => db.prisma.$executeRaw`
  UPDATE "SourceStream" SET "heldUntil" = "heldUntil" - make_interval(secs => ${seconds}),
    "nextTryAt" = "nextTryAt" - make_interval(secs => ${seconds}),
    "connectedSince" = "connectedSince" - make_interval(secs => ${seconds})`;

const payload = (name: string) =>
  readFileSync(`${import.meta.dirname}/../../testing/payloads/gerrit/${name}.json`, "utf8");
const tell = (text: string) => gerrit.listeners[0]?.tell({ bytes: Buffer.from(text) });

async function connect(id = "one"): Promise<TestWorkerContext> {
  const worker = startWorker(id);
  await keepStreams(worker);
  await untilListeners(1);
  return worker;
}

test("a worker connects as it is told, asks git what was missed, and says since when it listens", async () => {
  expect(await view()).toMatchObject({ state: "waiting", failure: null });
  const worker = await connect();
  const [listener] = gerrit.listeners;
  expect(listener?.command).toBe("gerrit stream-events");
  expect(listener?.target).toMatchObject({
    address: "gerrit.example.org",
    port: 29418,
    user: "sauron",
    privateKeyPath: "/keys/gerrit",
    hostKeys: [stream.hostKey],
  });
  expect(await view()).toMatchObject({ state: "connected", connectedSince: expect.any(Date) });
  expect(countFetches(worker)).toBe(1);
});

test("an event is a delivery, once, also when the plugin posts it as well", async () => {
  const worker = await connect();
  const asPosted = payload("change-merged");
  // As Gerrit's stream writes the same event: on one line, with its names as text.
  const asStreamed = JSON.stringify({ ...JSON.parse(asPosted), project: "TestRepo", changeKey: { id: "I5586" } });
  for (const name of ["ref-updated-branch-created", "comment-added-verified-1", "patchset-created"]) {
    await tell(JSON.stringify(JSON.parse(payload(name))));
  }
  await tell(asStreamed);
  await tell(asStreamed);
  const request = { headers: { authorization: `Bearer ${source.secret}` }, body: Buffer.from(asPosted) };
  expect(await receiveDelivery(worker, { key: source.key, request, now: 0 })).toMatchObject({ outcome: "accepted" });
  const stored = await listDeliveries();
  expect(stored.map(({ event, times, state }) => [event, times, state])).toEqual([
    ["ref-updated", 1, "received"],
    ["comment-added", 1, "received"],
    ["patchset-created", 1, "received"],
    ["change-merged", 3, "received"],
  ]);
  expect(worker.asked).toContainEqual({ name: "read-deliveries", payload: { sourceId: stored[0]?.sourceId } });
  expect(await db.prisma.source.findFirst({ where: { key: source.key } })).toMatchObject({
    lastDeliveryAt: expect.any(Date),
  });
});

test("a line that is broken is kept as refused; what another repository did is not kept", async () => {
  await connect();
  await tell("{broken");
  await tell('{"type": "ref-updated", "refUpdate": {"project": "TestRepo"}}');
  await tell(payload("ref-updated-short-ref-name"));
  await tell('{"type": "comment-added", "change": {"project": "Other"}}');
  await tell('{"type": "topic-changed", "project": {"name": "Other"}}');
  await tell('{"type": "reviewer-added", "change": {"project": "TestRepo"}}');
  const stored = await listDeliveries();
  expect(stored.map(({ state, event }) => [state, event])).toEqual([
    ["refused", null],
    ["refused", "ref-updated"],
    ["received", "reviewer-added"],
  ]);
  expect(stored[0]?.summary).toBe("The body is not JSON.");
  expect(gerrit.listeners).toHaveLength(1);
});

test("what is too long or was dropped makes a worker ask git, and is no delivery", async () => {
  const worker = await connect();
  await gerrit.listeners[0]?.tell({ tooLong: 2_000_000 });
  await tell('{"type": "dropped-output", "eventCreatedOn": 1700231698}');
  expect(countFetches(worker)).toBe(3);
  expect(await listDeliveries()).toEqual([]);
});

test("of two workers one listens; when it dies the other takes over, and it changes nothing when it wakes", async () => {
  const one = await connect("one");
  const two = startWorker("two");
  for (const worker of [one, two, one, two]) await keepStreams(worker);
  expect([gerrit.listeners.length, two.streamsInHand.size]).toEqual([1, 0]);
  await pass(13);
  expect((await view())?.state).toBe("lost");
  await keepStreams(two);
  await untilListeners(2);
  await keepStreams(one);
  await untilLeft(one);
  expect(gerrit.listeners).toHaveLength(1);
  expect(two.streamsInHand.size).toBe(1);
  expect(await view()).toMatchObject({ state: "connected", failure: null });
  expect(countFetches(two)).toBe(1);
});

test("a hold that is renewed lasts", async () => {
  const one = await connect("one");
  const two = startWorker("two");
  for (let round = 0; round < 4; round += 1) {
    await pass(8);
    await keepStreams(one);
    await keepStreams(two);
  }
  expect([one.streamsInHand.size, two.streamsInHand.size]).toEqual([1, 0]);
});

test("a worker that stops lets go at once", async () => {
  const one = await connect("one");
  await leaveStreams(one);
  expect([gerrit.listeners.length, (await view())?.state]).toEqual([0, "waiting"]);
  await keepStreams(startWorker("two"));
  await untilState("connected");
});

test("a connection that breaks is made anew after growing pauses, and git is asked each time", async () => {
  const worker = await connect();
  gerrit.refusal = "Gerrit cannot be reached: the connection was refused.";
  gerrit.listeners[0]?.cut("Gerrit tells nothing any more: the connection was lost.");
  await untilState("failed");
  for (let failures = 1; failures <= 4; failures += 1) {
    await untilLeft(worker);
    expect(await db.prisma.sourceStream.findFirst()).toMatchObject({ failures, nextTryAt: expect.any(Date) });
    await pass(-1000);
    await keepStreams(worker);
    expect(worker.streamsInHand.size, "not before its time").toBe(0);
    await pass(2000);
    await keepStreams(worker);
    expect(worker.streamsInHand.size).toBe(1);
  }
  await untilLeft(worker);
  expect(await view()).toMatchObject({ state: "failed", failure: gerrit.refusal, nextTryAt: expect.any(Date) });
  gerrit.refusal = null;
  await pass(60);
  await keepStreams(worker);
  await untilListeners(1);
  expect(await view()).toMatchObject({ state: "connected", failure: null, nextTryAt: null });
  expect(countFetches(worker)).toBe(2);
});

test("after a connection that stood for a minute the pauses begin anew", async () => {
  const worker = await connect();
  await db.prisma.sourceStream.updateMany({ data: { failures: 9 } });
  await db.prisma.$executeRaw`UPDATE "SourceStream" SET "connectedSince" = "connectedSince" - interval '61 seconds'`;
  gerrit.listeners[0]?.cut("It was cut.");
  await untilLeft(worker);
  expect(await db.prisma.sourceStream.findFirstOrThrow()).toMatchObject({ failures: 1, failure: "It was cut." });
});

test("a stream that is changed, switched off or taken away is left, and the new one is tried at once", async () => {
  const worker = await connect();
  await changeSource(ana, source.key, { stream: { ...stream, host: "other.example.org" } });
  await keepStreams(worker);
  await untilLeft(worker);
  await keepStreams(worker);
  await untilListeners(1);
  expect(gerrit.listeners[0]?.target.address).toBe("other.example.org");
  await changeSource(ana, source.key, { enabled: false });
  await keepStreams(worker);
  await untilLeft(worker);
  await keepStreams(worker);
  expect([gerrit.listeners.length, (await view())?.state]).toEqual([0, "waiting"]);
  await changeSource(ana, source.key, { enabled: true });
  await keepStreams(worker);
  await untilListeners(1);
  await changeSource(ana, source.key, { stream: null });
  await keepStreams(worker);
  await untilLeft(worker);
  await keepStreams(worker);
  expect([gerrit.listeners.length, await view()]).toEqual([0, null]);
});

test("what cannot be stored ends the connection, since git has to be asked then", async () => {
  const worker = await connect();
  const { pool } = worker.db;
  worker.db = { ...db, pool: { query: () => Promise.reject(new Error("away")) } as unknown as typeof pool };
  await tell(payload("ref-updated-branch-created"));
  await untilLeft(worker);
  expect(await view()).toMatchObject({
    state: "failed",
    failure: "Sauron could not store what came; its log has the cause.",
  });
});
