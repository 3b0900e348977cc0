import { afterAll, beforeEach, expect, test } from "vitest";
import { listDueLookups } from "@/lib/db/lookups";
import { createTestDatabase } from "@/lib/testing/database";
import { startFakeSenderHost } from "@/lib/testing/fake-sender-host";
import { createTestProject, testSha } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { changeSource } from "../sources/change-source";
import { followUp } from "./follow-up";
import { readDeliveries } from "./read-deliveries";
import { receiveDelivery } from "./receive-delivery";
import { resendDelivery } from "./resend-delivery";

const db = await createTestDatabase();
const ctx = createWorkerContext(db);
const host = await startFakeSenderHost();
afterAll(() => host.close());
const project = await createTestProject(db, "web", { commits: 2 });
const token = "very-secret-token";
const sha = testSha(2);
let sources = 0;

beforeEach(() => {
  ctx.asked.length = 0;
});

const found = (method: string, ...data: { phid: string; fields: object }[]) =>
  host.answer(`POST /api/${method}.search`, {
    body: { result: { data: data.map((each) => ({ id: 42, ...each })) }, error_code: null, error_info: null },
  });

/** Phorge has a commit, whose build ended so. */
function buildEnds(value: string): void {
  found("diffusion.commit", { phid: "PHID-CMIT-1", fields: { identifier: sha, repositoryPHID: "PHID-REPO-1" } });
  found("harbormaster.buildable", { phid: "PHID-HMBB-1", fields: { objectPHID: "PHID-CMIT-1" } });
  const fields = { buildablePHID: "PHID-HMBB-1", buildStatus: { value }, name: "Unit", dateModified: 1_700_000_000 };
  found("harbormaster.build", { phid: "PHID-HMBD-1", fields });
}

async function addSource(api: { url: string; repository: string; token: string } | null) {
  sources += 1;
  const key = `phorge-${sources}`;
  const secrets = [{ secret: "secret", addedAt: new Date().toISOString() }];
  const row = { projectId: project.id, key, name: key, kind: "phorge", secrets, createdBy: "ana" };
  return db.prisma.source.create({ data: { ...row, ...(api && { api }) } });
}

const api = { url: host.url, repository: "PHID-REPO-1", token };

/** What a webhook of Herald tells; read, with the delivery it became. */
async function tell(
  { id, key }: { id: number; key: string },
  phid: string,
  transaction = "PHID-XACT-1",
): Promise<number> {
  const body = Buffer.from(JSON.stringify({ object: { phid }, transactions: [{ phid: transaction }] }));
  const request = { headers: { authorization: "Bearer secret" }, body };
  const received = await receiveDelivery(ctx, { key, request, now: 0 });
  await readDeliveries(ctx, { sourceId: id });
  return (received as { delivery: number }).delivery;
}

const read = (id: number) => db.prisma.delivery.findUniqueOrThrow({ where: { id }, include: { lookup: true } });
const jobs = () => ctx.asked.map(({ name, payload }) => [name, payload]);
const beDue = (deliveryId: number) =>
  db.prisma.$executeRaw`UPDATE "Lookup" SET "nextTryAt" = clock_timestamp() WHERE "deliveryId" = ${deliveryId}`;

test("a commit that is only named is asked for: the trunk is fetched, and its build becomes a test result", async () => {
  buildEnds("failed");
  const source = await addSource(api);
  const deliveryId = await tell(source, "PHID-CMIT-1");
  expect(jobs()).toContainEqual(["follow-up", { deliveryId }]);
  expect((await read(deliveryId)).summary).toMatch(/its sender is asked$/);
  ctx.asked.length = 0;
  await followUp(ctx, { deliveryId });
  expect(jobs()).toEqual([
    ["fetch-trunk", { projectId: project.id }],
    ["decide", { projectId: project.id }],
  ]);
  expect(await read(deliveryId)).toMatchObject({
    state: "understood",
    summary: expect.stringMatching(/^Commit \w{7} is in the repository.*; Test harbormaster\/Unit of \w{7}: failed/),
    facts: [{ fact: "lookup" }, { fact: "commit", sha }, { fact: "test", externalId: "PHID-HMBD-1" }],
    lookup: { answeredAt: expect.any(Date) },
  });
  const runs = { where: { sourceId: source.id } };
  expect(await db.prisma.testRun.findMany(runs)).toMatchObject([
    { sha, context: "harbormaster/Unit", status: "failed" },
  ]);
  // A second job for it finds that it is done.
  host.requests.length = 0;
  await followUp(ctx, { deliveryId });
  expect(host.requests).toEqual([]);
  // The build is restarted, and told of again.
  buildEnds("passed");
  found("harbormaster.build", {
    phid: "PHID-HMBD-1",
    fields: {
      buildablePHID: "PHID-HMBB-1",
      buildStatus: { value: "passed" },
      name: "Unit",
      dateModified: 1_700_000_900,
    },
  });
  await followUp(ctx, { deliveryId: await tell(source, "PHID-HMBD-1", "PHID-XACT-2") });
  expect(await db.prisma.testRun.findMany({ ...runs, orderBy: { attempt: "asc" } })).toMatchObject([
    { attempt: 1, status: "failed" },
    { attempt: 2, status: "passed" },
  ]);
});

test("without an API the delivery says what to do, and once that is done it is asked for", async () => {
  buildEnds("passed");
  const source = await addSource(null);
  const id = await tell(source, "PHID-CMIT-1");
  expect(await read(id)).toMatchObject({
    state: "understood",
    summary: expect.stringMatching(/give its source an API with a token, then read this delivery again$/),
    lookup: null,
  });
  await changeSource({ db, actor: ctx.actor }, source.key, { api });
  await resendDelivery(ctx, { projectId: project.id, id });
  await readDeliveries(ctx, { sourceId: source.id });
  await followUp(ctx, { deliveryId: id });
  expect((await read(id)).summary).toMatch(/^Commit \w{7}/);
});

test("a sender that cannot be asked is asked again later, and holds no other delivery up", async () => {
  const source = await addSource({ ...api, url: "http://127.0.0.1:9" });
  const id = await tell(source, "PHID-CMIT-1");
  await followUp(ctx, { deliveryId: id });
  expect(await read(id)).toMatchObject({
    state: "understood",
    summary: expect.stringMatching(/asking failed: 127\.0\.0\.1:9 cannot be reached.* asked again/),
    lookup: { tries: 1, answeredAt: null },
  });
  expect(await listDueLookups(db.prisma, 100)).not.toContain(id);
  const target = { buildTargetPHID: "PHID-HMBT-9", commit: sha, type: "work" };
  const request = { headers: { authorization: "Bearer secret" }, body: Buffer.from(JSON.stringify(target)) };
  const other = await receiveDelivery(ctx, { key: source.key, request, now: 0 });
  await readDeliveries(ctx, { sourceId: source.id });
  expect((await read((other as { delivery: number }).delivery)).summary).toMatch(
    /^Test harbormaster of \w{7}: running/,
  );
  buildEnds("passed");
  await changeSource({ db, actor: ctx.actor }, source.key, { api });
  await beDue(id);
  expect(await listDueLookups(db.prisma, 100)).toContain(id);
  await followUp(ctx, { deliveryId: id });
  expect((await read(id)).summary).toMatch(/^Commit \w{7}/);
});

test("after a day nobody is asked any more, and the delivery keeps what went wrong", async () => {
  const source = await addSource({ ...api, url: "http://127.0.0.1:9" });
  const id = await tell(source, "PHID-CMIT-1");
  await followUp(ctx, { deliveryId: id });
  await beDue(id);
  await db.prisma.lookup.update({
    where: { deliveryId: id },
    data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
  });
  expect(await listDueLookups(db.prisma, 100)).not.toContain(id);
  expect((await read(id)).summary).toMatch(/cannot be reached/);
});

test("what another repository of the same Phorge tells is ignored", async () => {
  buildEnds("passed");
  found("diffusion.commit", { phid: "PHID-CMIT-2", fields: { identifier: sha, repositoryPHID: "PHID-REPO-2" } });
  const source = await addSource(api);
  const id = await tell(source, "PHID-CMIT-2");
  ctx.asked.length = 0;
  await followUp(ctx, { deliveryId: id });
  expect(await read(id)).toMatchObject({ state: "ignored", summary: "Ignored: another repository" });
  expect(jobs()).toEqual([]);
});
