import { createServer, type IncomingHttpHeaders, request } from "node:http";
import { type ClientHttp2Session, connect, type IncomingHttpHeaders as Http2Headers } from "node:http2";
import type { AddressInfo } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type Database } from "@/lib/db/client";
import { closeWebProcess } from "@/lib/http/web-process";
import { serveApi } from "@/lib/testing/api-routes";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { addPerson, testPassword } from "@/lib/testing/sign-in-people";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { type ProxyProgram, proxiedName, type RunningProxy, startProxy } from "@/lib/testing/system/start-proxy";

/** On Linux every address of 127/8 is this machine, so that the caller can be told from the proxy. */
const caller = process.platform === "linux" ? "127.0.0.9" : "127.0.0.1";
const origin = `https://${proxiedName}`;

let server: DatabaseServer;
let db: Database;
let api: Awaited<ReturnType<typeof serveApi>>;
let recorder: Awaited<ReturnType<typeof startRecorder>>;

beforeAll(async () => {
  server = await startDatabaseServer();
  db = createDatabase(server.url, { poolSize: 4 });
  process.env.DATABASE_URL = server.url;
  process.env.SAURON_LOG_LEVEL = "silent";
  process.env.SAURON_URL = origin;
  api = await serveApi(0, { proxies: "127.0.0.1" });
  recorder = await startRecorder(api.url);
});
afterAll(async () => {
  await recorder.close();
  await api.close();
  await closeWebProcess();
  await db.close();
  await server.remove();
});

/** Passes requests on as they are, and keeps their headers. */
async function startRecorder(url: string) {
  const seen: IncomingHttpHeaders[] = [];
  const front = createServer((incoming, outgoing) => {
    seen.push(incoming.headers);
    const { method, headers, url: path } = incoming;
    const onward = request(new URL(path ?? "/", url), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  return {
    seen,
    port: (front.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        front.close(() => resolve());
        front.closeAllConnections();
      }),
  };
}

/** A browser's connection: TLS with the certificate checked, HTTP/2 or nothing. */
function openSession({ port, ca }: RunningProxy): ClientHttp2Session {
  const tls = { host: "127.0.0.1", port, ca, servername: proxiedName, ALPNProtocols: ["h2"], localAddress: caller };
  return connect(origin, { createConnection: () => connectTls(tls) });
}

type Sent = { status: number; body: string; cookie: string };

/** Opens a session for a person, as the page of the sign-in does. */
async function comeIn(session: ClientHttp2Session, email: string): Promise<string> {
  const headers = { "content-type": "application/json", origin };
  const { cookie } = await send(session, "/api/v1/sign-in", headers, { email, password: testPassword });
  expect(cookie).toMatch(/^__Host-sauron-session=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  return cookie.split(";", 1)[0] ?? "";
}

function send(
  session: ClientHttp2Session,
  path: string,
  headers: Record<string, string>,
  sent: object = {},
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ":method": "POST", ":authority": proxiedName, ":path": path, ...headers });
    let status = 0;
    let body = "";
    let cookie = "";
    stream.on("response", (answer) => {
      status = Number(answer[":status"]);
      cookie = answer["set-cookie"]?.[0] ?? "";
    });
    stream.setEncoding("utf8").on("data", (text) => {
      body += text;
    });
    stream.on("error", reject).on("end", () => resolve({ status, body, cookie }));
    stream.end(JSON.stringify(sent));
  });
}

/** What an open stream has said so far. */
function openStream(session: ClientHttp2Session, path: string, cookie: string) {
  const headers = { ":authority": proxiedName, ":path": path, accept: "text/event-stream", cookie };
  const stream = session.request(headers);
  const state: { headers: Http2Headers | null; text: string } = { headers: null, text: "" };
  stream.on("response", (headers) => {
    state.headers = headers;
  });
  stream.setEncoding("utf8").on("data", (text) => {
    state.text += text;
  });
  stream.on("error", () => {});
  return state;
}

describe.each<ProxyProgram>(["caddy", "nginx"])("behind %s, with the file that the documents give", (program) => {
  let proxy: RunningProxy;
  let session: ClientHttp2Session;

  beforeAll(async () => {
    proxy = await startProxy(program, recorder.port);
    session = openSession(proxy);
  });
  afterAll(async () => {
    session?.destroy();
    await proxy?.stop();
  });

  test("an abort is taken from the own page over HTTP/2, its event is seen at once, and who asked is known", async () => {
    const project = await createTestProject(db, program, { hosts: 1, commits: 1 });
    const [host] = await db.prisma.host.findMany({ where: { projectId: project.id } });
    const stages = [{ name: "fleet", hostIds: [host?.id ?? 0] }];
    const rollout = await startTestRollout(db.prisma, project, { stages });
    const name = `zoe by ${program}`;
    const email = await addPerson({ db }, name, { role: "operator" });
    const cookie = await comeIn(session, email);
    const events = openStream(session, `/api/v1/events?project=${program}`, cookie);
    await expect
      .poll(() => events.headers, { timeout: 20_000 })
      .toMatchObject({
        ":status": 200,
        "content-type": expect.stringContaining("text/event-stream"),
      });
    // What the page is told first.
    await expect.poll(() => events.text, { timeout: 20_000 }).toContain("\n\n");
    expect(events.text).not.toContain("zoe");

    const path = `/api/v1/rollouts/${rollout.number}/abort?project=${program}`;
    const json = { "content-type": "application/json", "x-forwarded-for": "203.0.113.66", cookie };
    const foreign = await send(session, path, { ...json, origin: "https://elsewhere.example.org" });
    expect(foreign.status).toBe(403);
    const own = await send(session, path, { ...json, origin });
    expect([own.status, own.body]).toEqual([expect.toBeOneOf([200, 202]), expect.any(String)]);
    // The stream is still open: nothing but the event itself can have pushed it through.
    await expect.poll(() => events.text, { timeout: 10_000, interval: 20 }).toContain("zoe");

    const entry = await db.prisma.auditEntry.findFirst({
      where: { action: "abortRollout", outcome: "done", project: program },
    });
    expect(entry?.address).toBe(caller);
    expect(recorder.seen.at(-1)).toMatchObject({
      host: proxiedName,
      "x-forwarded-proto": "https",
      "x-forwarded-host": proxiedName,
      "x-forwarded-for": caller,
    });
  });
});
