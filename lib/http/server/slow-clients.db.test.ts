import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { errorBodySchema } from "@/lib/contracts/api";
import { serveApi } from "@/lib/testing/api-routes";
import { inTime } from "@/lib/testing/in-time";
import { createTestProject } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { maxStreamsPerCaller } from "../stream-registry";
import { connectionLimits } from "./create-web-server";

const { db, localKey } = await serveWebApi();
await createTestProject(db, "web", { commits: 1 });
const limits = { ...connectionLimits, headersMs: 1_000, requestMs: 1_500, checkMs: 100, connections: 320 };
let api: Awaited<ReturnType<typeof serveApi>>;

beforeAll(async () => {
  api = await serveApi(0, { limits, bearer: localKey });
});

afterAll(() => api.close());

type Slow = { socket: Socket; answer: () => string; closed: Promise<void> };

/** Opens a connection, says the beginning of a request, and no more. */
async function openSlow(beginning: string): Promise<Slow> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  socket.on("error", () => {});
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()).once("close", () => resolve()));
  socket.write(beginning);
  return { socket, answer: () => answer, closed };
}

const halfHeader = "GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
const halfBody =
  "POST /api/v1/checks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{";

test.each([
  ["headers never end", halfHeader],
  ["body never ends", halfBody],
])("a request whose %s is cut off at the limit", async (_what, beginning) => {
  const slow = await openSlow(beginning);
  const openedAt = performance.now();
  await slow.closed;
  expect(performance.now() - openedAt).toBeLessThan(10_000);
  expect(slow.answer()).toMatch(/^HTTP\/1\.1 4\d\d /);
});

test("one that goes on byte by byte is cut off all the same", async () => {
  const slow = await openSlow(halfHeader);
  const dripping = setInterval(() => slow.socket.write("x"), 50);
  await slow.closed;
  clearInterval(dripping);
  expect(slow.answer()).toMatch(/^HTTP\/1\.1 408 /);
});

test("300 slow ones keep nobody else waiting, and all are cut off", async () => {
  const slow = await Promise.all(Array.from({ length: 300 }, () => openSlow(halfHeader)));
  for (let round = 0; round < 20; round += 1) {
    const answer = await fetch(`${api.url}/api/v1/health`, { signal: AbortSignal.timeout(10_000) });
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
  }
  await Promise.all(slow.map(({ closed }) => closed));
});

test("more connections than there may be are closed as they come, and there is room again afterwards", async () => {
  const slow = await Promise.all(Array.from({ length: limits.connections + 40 }, () => openSlow(halfHeader)));
  await Promise.all(slow.map(({ closed }) => closed));
  const turnedAway = slow.filter(({ answer }) => answer() === "");
  expect(turnedAway.length).toBeGreaterThanOrEqual(40);
  expect((await fetch(`${api.url}/api/v1/health`)).status).toBe(200);
});

test("a caller with as many live streams as one may have is answered 429 with a sentence, another is not", async () => {
  const leave = new AbortController();
  const open = (agent: string) =>
    fetch(`${api.url}/api/v1/events`, { headers: { "user-agent": agent }, signal: leave.signal });
  const streams = await Promise.all(Array.from({ length: maxStreamsPerCaller }, () => open("one")));
  expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200));

  const refused = await open("one");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  expect(errorBodySchema.parse(await refused.json()).error).toMatchObject({
    code: "too-many-requests",
    message: expect.stringContaining("close some pages"),
  });
  expect((await open("another")).status).toBe(200);

  await streams[0]?.body?.cancel();
  await expect.poll(async () => (await open("one")).status, inTime).toBe(200);
  leave.abort();
});
