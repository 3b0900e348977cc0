import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { errorBodySchema } from "@/lib/contracts/api";
import { createSource } from "@/lib/services/sources/create-source";
import { createTestProject, testSha } from "@/lib/testing/project";
import { sendRaw } from "@/lib/testing/send-raw";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { webProcess } from "./web-process";

const { db, api, localKey } = await serveWebApi();
const project = await createTestProject(db, "web", { commits: 1 });
const { source, secret } = await createSource(
  { db, actor: { kind: "user", name: "ana" } },
  { project, name: "ci", kind: "generic", api: null, baseUrl: api.url },
);
const url = `${api.url}/api/hooks/${source.key}`;
const authorization = `Bearer ${secret}`;

const mega = 1_000_000;
const report = JSON.stringify({ sha: testSha(1), context: "unit", status: "passed" });
const text = (content: string) => [Buffer.from(content)];

/** The same megabyte again and again, as whoever sends it need not hold it either. */
function* megabytes(count: number): Generator<Uint8Array> {
  const one = Buffer.alloc(mega, 0x20);
  for (let left = count; left > 0; left -= 1) yield one;
}

function usedMemory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Largest growth of memory while `work` is done; looked at often. */
async function measureGrowth(work: () => Promise<void>): Promise<number> {
  const before = usedMemory();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, usedMemory());
  }, 5);
  await work().finally(() => clearInterval(timer));
  return Math.max(most, usedMemory()) - before;
}

type Bad = { headers?: Record<string, string>; pieces: () => Iterable<Uint8Array>; status: number };

const bad: Record<string, Bad> = {
  "100 MB that say so": {
    headers: { "content-length": `${100 * mega}` },
    pieces: () => megabytes(100),
    status: 413,
  },
  "5 MB": { pieces: () => megabytes(5), status: 413 },
  "100 MB in chunks, without a length": { pieces: () => megabytes(100), status: 413 },
  "one byte more than is taken": { pieces: () => [Buffer.alloc(mega + 1, 0x20)], status: 413 },
  "a list nested 10,000 deep": { pieces: () => text("[".repeat(10_000) + "]".repeat(10_000)), status: 400 },
  "an object nested 10,000 deep in a report": {
    pieces: () => text(`${report.slice(0, -1)},"a":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}`),
    status: 400,
  },
  "100,000 keys": {
    // With names that short they fit into what is taken.
    pieces: () => text(`{${Array.from({ length: 100_000 }, (_, index) => `"${index.toString(36)}":1`).join(",")}}`),
    status: 400,
  },
  "a gzip bomb": {
    headers: { "content-encoding": "gzip" },
    pieces: () => [gzipSync(Buffer.alloc(100 * mega))],
    status: 400,
  },
  "gzip that does not say so": { pieces: () => [gzipSync(report)], status: 400 },
  "bytes that are no UTF-8": {
    pieces: () => [Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    status: 400,
  },
  "an encoding of characters that is none": {
    headers: { "content-type": "application/json; charset=utf-7" },
    pieces: () => text("+AHs-"),
    status: 400,
  },
  nothing: { pieces: () => [], status: 400 },
};

test.each(Object.entries(bad))(
  "%s: refused with a sentence, without growth",
  async (_what, { headers, pieces, status }) => {
    const growth = await measureGrowth(async () => {
      const answer = await sendRaw(url, { headers: { authorization, ...headers }, pieces: pieces() });
      expect([answer.status, errorBodySchema.parse(JSON.parse(answer.body)).error.message]).toEqual([
        status,
        expect.stringMatching(/\w.*\.$/),
      ]);
    });
    expect(growth).toBeLessThan(100 * mega);
  },
);

test.each(Object.entries(bad))(
  "%s: refused by the API as well, without growth",
  async (_what, { headers, pieces, status }) => {
    const bearer = { authorization: `Bearer ${localKey}`, "content-type": "application/json" };
    const growth = await measureGrowth(async () => {
      const route = `${api.url}/api/v1/projects/web/freezes`;
      const answer = await sendRaw(route, { headers: { ...bearer, ...headers }, pieces: pieces() });
      expect([answer.status, errorBodySchema.parse(JSON.parse(answer.body)).error.message]).toEqual([
        status,
        expect.stringMatching(/\w.*\.$/),
      ]);
    });
    expect(growth).toBeLessThan(100 * mega);
  },
);

test("who is not authentic is not told what is wrong with the body", async () => {
  for (const pieces of [text("{"), text("[".repeat(10_000)), [gzipSync(report)]]) {
    expect((await sendRaw(url, { headers: { authorization: "Bearer x" }, pieces })).status).toBe(401);
  }
});

test("a larger delivery is taken where the installation says so", async () => {
  const large = () => text(report + " ".repeat(2 * mega));
  expect((await sendRaw(url, { headers: { authorization }, pieces: large() })).status).toBe(413);
  const web = webProcess();
  web.maxHookBytes = 5 * mega;
  expect((await sendRaw(url, { headers: { authorization }, pieces: large() })).status).toBe(202);
  web.maxHookBytes = mega;
});

test("a sender that stops in the middle leaves nothing", async () => {
  const before = await db.prisma.delivery.count();
  const cut = sendRaw(url, {
    headers: { authorization, "content-length": "5000" },
    pieces: (function* () {
      yield Buffer.from(report);
      throw new Error("gone");
    })(),
  });
  await expect(cut).rejects.toThrow();
  expect(await db.prisma.delivery.count()).toBe(before);
});
