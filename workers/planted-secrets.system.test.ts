import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { stringify } from "yaml";
import { type ApiRouteName, apiRoutes } from "@/lib/contracts/api";
import type { ApiRoute } from "@/lib/contracts/api-route";
import { dumpTables } from "@/lib/testing/dump-tables";
import { inTime } from "@/lib/testing/in-time";
import { addPerson, askForSession, testPassword } from "@/lib/testing/sign-in-people";
import { type ApiProcess, startApiProcess } from "@/lib/testing/system/api-process";
import { createSystem, type System } from "@/lib/testing/system/create-system";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { describeTrace, readRevision } from "@/lib/testing/system/machines";
import { type RedisServer, startRedisServer } from "@/lib/testing/system/redis-server";
import { startWorkerProcess, type WorkerProcess } from "@/lib/testing/system/worker-process";

/** Everything that must stay where it was put, by the place where it was put. */
const secrets: Record<string, string> = {
  "environment of a deploy": "CANARY-of-deploy",
  "environment of own tests": "CANARY-of-own-tests",
  "address of a repository": "CANARY-of-repository",
  "token of a sender's API": "CANARY-of-sender",
  "parameter of a build": "CANARY-of-parameter",
  "secret that a delivery brings, and is wrong": "CANARY-of-delivery",
  "password that is wrong": "CANARY-of-password",
  "token that does not exist": "srn_0a1b2c3d_CANARY-of-token",
  "address of a database in a message": "CANARY-of-address",
  password: testPassword,
  "key that seals": process.env.SAURON_SECRET_KEY ?? "",
};

let database: DatabaseServer;
let redis: RedisServer;
let system: System;
let api: ApiProcess;
let worker: WorkerProcess;
let cookie: string;

beforeAll(async () => {
  [database, redis] = await Promise.all([startDatabaseServer(), startRedisServer()]);
  const at = { databaseUrl: database.url, redisUrl: redis.url };
  secrets["password of the database"] = decodeURIComponent(new URL(database.url).password);
  const rules = {
    deploy: { steps: [describeTrace(0)], revision: readRevision, env: { PLANTED: "CANARY-of-deploy" } },
    tests: { script: 'test -n "$PLANTED"', env: { PLANTED: "CANARY-of-own-tests" }, rerun: false },
  };
  system = await createSystem({ ...at, project: "web", hosts: 1, concurrency: 1, stepSeconds: 0, tests: "", rules });
  const env = { SAURON_LOG_LEVEL: "trace" };
  [api, worker] = await Promise.all([startApiProcess({ ...at, port: 0, env }), startWorkerProcess({ ...at, env })]);
  const email = await addPerson(system, "ana", { role: "admin" });
  const [set] = (await askForSession(api.url, email)).headers.getSetCookie();
  cookie = set?.split(";", 1)[0] ?? "";
  secrets["cookie of a session"] = cookie.split("=")[1] ?? "";
});

afterAll(async () => {
  await Promise.all([worker.stop(), api.kill()]);
  await system.end();
  await Promise.all([database.remove(), redis.remove()]);
});

async function call(method: string, path: string, body?: object, headers: Record<string, string> = { cookie }) {
  const response = await fetch(`${api.url}/api${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** Puts the secrets into every place that takes one, in the right way and in wrong ones. */
async function plant(): Promise<void> {
  const url = "http://bot:CANARY-of-repository@127.0.0.1:9/shop.git";
  const steps = [{ name: "go", run: ["true"] }];
  const hosts = [{ name: "shop-1", address: "127.0.0.1", hostKey: system.machines.hosts[0]?.hostKeys[0] }];
  const file = {
    project: "shop",
    repository: { url, poll: 1 },
    fleet: { user: "deploy", privateKey: system.machines.privateKey, hosts },
    deploy: { steps, env: { PLANTED: "CANARY-of-deploy" } },
    stages: [{ name: "all", hosts: "rest" }],
  };
  const added = await call("POST", "/v1/projects", { source: stringify(file) });
  expect(added.status, added.text).toBe(201);

  const sender = { url: "http://127.0.0.1:9", repository: "web", token: "CANARY-of-sender" };
  const made = await call("POST", "/v1/projects/web/sources", { name: "builds", kind: "jenkins", api: sender });
  const { source, secret } = JSON.parse(made.text) as { source: { key: string }; secret: string };
  secrets["secret of a source"] = secret;
  const delivery = {
    name: "web",
    build: { number: 7, phase: "STARTED", parameters: { PASSWORD: "CANARY-of-parameter" }, note: `key ${secret}` },
  };
  const hook = `/hooks/${source.key}`;
  const answers = await Promise.all([
    call("POST", hook, delivery, { authorization: `Bearer ${secret}` }),
    call("POST", hook, delivery, { authorization: "Bearer CANARY-of-delivery" }),
    call("GET", "/v1/projects", undefined, { authorization: "Bearer srn_0a1b2c3d_CANARY-of-token" }),
    call("POST", "/v1/sign-in", { email: "ana@example.org", password: "CANARY-of-password" }, {}),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([expect.any(Number), 401, 401, 401]);
  expect([202, 400]).toContain(answers[0]?.status);

  const token = await call("POST", "/v1/projects/web/tokens", { name: "ci", scopes: ["read"], days: 1 });
  secrets["token of a program"] = (JSON.parse(token.text) as { token: string }).token;
  const authorization = `Bearer ${secrets["token of a program"]}`;
  expect(await call("GET", "/v1/projects/web", undefined, { authorization })).toMatchObject({ status: 200 });
  const reason = "postgresql://sauron:CANARY-of-address@db:5432/x is away";
  await call("POST", "/v1/projects/shop/mode", { mode: "suggest", reason: "to see" });
  expect(await call("POST", "/v1/projects/shop/no-such", { reason })).toMatchObject({ status: 404 });
}

/** What the browser hears while a commit goes out. */
function listen(): { text(): string; stop(): void } {
  const left = new AbortController();
  let heard = "";
  const read = async () => {
    const response = await fetch(`${api.url}/api/v1/events?project=web`, { headers: { cookie }, signal: left.signal });
    const text = response.body?.pipeThrough(new TextDecoderStream());
    for await (const chunk of text ?? []) heard += chunk;
  };
  read().catch(() => {});
  return { text: () => heard, stop: () => left.abort() };
}

/** Answers that a person can read: all that can be had without further words about what is wanted. */
async function readEverything(): Promise<string> {
  const [delivery] = JSON.parse((await call("GET", "/v1/deliveries?project=web")).text).deliveries;
  const source = JSON.parse((await call("GET", "/v1/projects/web/sources")).text).sources[0];
  const rollout = await system.newestRollout();
  const values: Record<string, string> = { number: `${rollout.number}`, sha: rollout.toRevision, key: source.key };
  const answers: { name: string; status: number; text: string }[] = [];
  for (const [name, route] of Object.entries(apiRoutes) as [ApiRouteName, ApiRoute][]) {
    if (route.method !== "GET" || name === "streamEvents" || name === "beginProviderSignIn") continue;
    const id = `${name === "readDelivery" ? delivery.id : 1}`;
    for (const slug of route.path.includes("{slug}") ? ["web", "shop"] : ["web"]) {
      const known: Record<string, string> = { ...values, id, slug, host: "web-1" };
      const path = route.path.replace(/\{(\w+)\}/g, (_, part: string) => known[part] ?? "1");
      const query = route.query && "project" in route.query.shape ? "?project=web" : "";
      answers.push({ name, ...(await call("GET", `/v1${path}${query}`)) });
    }
  }
  const read = new Set(answers.filter(({ status }) => status === 200).map(({ name }) => name));
  expect([...read]).toEqual(expect.arrayContaining([...mostTelling]));
  return answers.map(({ name, status, text }) => `${name} ${status} ${text}`).join("\n");
}

/** Where secrets are nearest. */
const mostTelling: ApiRouteName[] = [
  ...(["readProject", "readProjectSettings", "listSources", "listDeliveries", "readDelivery", "listTokens"] as const),
  ...(["listPeople", "listSessions", "listAudit", "readRollout", "readLog", "readCommit"] as const),
];

async function dumpRedis(): Promise<string> {
  const client = new Redis(redis.url);
  const values: unknown[] = [];
  for (const key of await client.keys("*")) {
    const type = await client.type(key);
    const read: Record<string, () => Promise<unknown>> = {
      string: () => client.get(key),
      hash: () => client.hgetall(key),
      list: () => client.lrange(key, 0, -1),
      set: () => client.smembers(key),
      zset: () => client.zrange(key, "0", "-1"),
      stream: () => client.xrange(key, "-", "+"),
    };
    values.push(key, await read[type]?.());
  }
  client.disconnect();
  return JSON.stringify(values);
}

test("what was planted is found in no log, no dump, no answer and no stream", async () => {
  const stream = listen();
  await plant();
  const sha = await system.land();
  await system.untilState("succeeded", 90);
  // The repository with a password in its address cannot be reached, which is told.
  const failed = await vi.waitFor(async () => {
    const { text } = await call("GET", "/v1/projects/shop");
    expect(text).toContain("127.0.0.1:9");
    return text;
  }, inTime);
  await vi.waitFor(() => expect(stream.text()).toContain("succeeded"), inTime);
  stream.stop();
  const queue = await dumpRedis();
  // Troubles are what is written about most.
  await redis.stop();
  await call("POST", "/v1/projects/web/fetch", {});
  await vi.waitFor(() => expect(api.readLog()).toContain("the queue does not answer"), inTime);
  await vi.waitFor(() => expect(worker.readLog()).toContain("the queue is away"), inTime);

  const places: Record<string, string> = {
    "log of the worker": worker.readLog(),
    "log of the web process": api.readLog(),
    "the database": await dumpTables(system.db.pool),
    Redis: queue,
    "the stream": stream.text(),
    "the answers": `${await readEverything()}\n${failed}`,
  };
  // Each was looked at for something that has to be there.
  for (const [place, text] of Object.entries(places)) expect(text.length, place).toBeGreaterThan(200);
  expect(places["the answers"]).toContain(sha);
  expect(places["the database"]).toContain(sha);
  const found = Object.entries(places).flatMap(([place, text]) =>
    Object.entries(secrets).flatMap(([name, value]) => (holds(text, value) ? [`${name} in ${place}`] : [])),
  );
  expect(found).toEqual([]);
});

/** PostgreSQL prints bytes in hexadecimal. */
function holds(text: string, secret: string): boolean {
  return text.includes(secret) || text.includes(Buffer.from(secret).toString("hex"));
}
