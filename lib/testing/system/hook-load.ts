import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { createDatabase } from "@/lib/db/client";
import { createSource } from "@/lib/services/sources/create-source";
import { createTestProject } from "@/lib/testing/project";

export type HookLoad = {
  /** Ids that deliveries were answered with, by the number each was sent as. */
  answered: Map<number, number>;
  /** Milliseconds from the request to the answer. */
  latencies: number[];
  /** No answer came, as while nobody listens. */
  unanswered: number;
  /** Answers other than 202, by status. */
  others: Record<string, number>;
};

export type HookTarget = { key: string; sourceId: number; secret: string };

/** A project with a source that anybody can report to who has its secret. */
export async function createHookTarget(databaseUrl: string, slug: string): Promise<HookTarget> {
  const db = createDatabase(databaseUrl, { poolSize: 1 });
  try {
    const project = await createTestProject(db, slug, { commits: 1 });
    const wanted = { project, name: "load", kind: "generic" as const, api: null, baseUrl: "http://127.0.0.1" };
    const { source, secret } = await createSource({ db, actor: { kind: "user", name: "ana" } }, wanted);
    const { id: sourceId } = await db.prisma.source.findUniqueOrThrow({ where: { key: source.key } });
    return { key: source.key, sourceId, secret };
  } finally {
    await db.close();
  }
}

/** Sends so many reports a second, each another one, whether or not the ones before are answered. */
export async function deliverSteadily(
  target: HookTarget,
  load: { url: string; perSecond: number; seconds: number },
): Promise<HookLoad> {
  const result: HookLoad = { answered: new Map(), latencies: [], unanswered: 0, others: {} };
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const total = Math.round(load.perSecond * load.seconds);
  const startedAt = performance.now();
  const open: Promise<void>[] = [];
  for (let number = 0; number < total; number += 1) {
    const wait = startedAt + (number * 1000) / load.perSecond - performance.now();
    if (wait > 1) await delay(wait);
    open.push(deliverOne(`${load.url}/api/hooks/${target.key}`, { agent, secret: target.secret, number, result }));
  }
  await Promise.all(open);
  agent.destroy();
  return result;
}

/** Numbers of deliveries that were answered with 202 and are not in the database, or are another one. */
export async function findLost(databaseUrl: string, target: HookTarget, load: HookLoad): Promise<number[]> {
  const db = createDatabase(databaseUrl, { poolSize: 1 });
  try {
    const rows = await db.prisma.delivery.findMany({
      where: { sourceId: target.sourceId },
      select: { id: true, body: true },
    });
    const stored = new Map(rows.map((row) => [row.id, JSON.parse(Buffer.from(row.body).toString()).sha]));
    return [...load.answered].filter(([number, id]) => stored.get(id) !== shaOf(number)).map(([number]) => number);
  } finally {
    await db.close();
  }
}

/** Each report is of another commit, none of which has landed. */
const shaOf = (number: number) => number.toString(16).padStart(40, "f");

type Sending = { agent: Agent; secret: string; number: number; result: HookLoad };

function deliverOne(url: string, { agent, secret, number, result }: Sending): Promise<void> {
  const body = JSON.stringify({ sha: shaOf(number), context: "load", status: "passed" });
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  const sentAt = performance.now();
  return new Promise((resolve) => {
    let text = "";
    const lose = () => {
      result.unanswered += 1;
      resolve();
    };
    const outgoing = request(url, { method: "POST", agent, headers, timeout: 30_000 }, (incoming) => {
      incoming.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("error", lose).on("end", () => {
        result.latencies.push(performance.now() - sentAt);
        const status = incoming.statusCode ?? 0;
        if (status === 202) result.answered.set(number, JSON.parse(text).delivery);
        else result.others[status] = (result.others[status] ?? 0) + 1;
        resolve();
      });
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer"))).on("error", lose);
    outgoing.end(body);
  });
}
