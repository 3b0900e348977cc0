import { afterAll, describe, expect, test } from "vitest";
import { type ReceivedEvent, readEvents } from "@/bin/client/read-events";
import type { LogLine, NowView, RolloutView } from "@/lib/contracts/views";
import { insertFreeze, liftFreeze } from "@/lib/db/freezes";
import { appendLog } from "@/lib/db/log";
import { notifyChange } from "@/lib/db/notify";
import { noteWatched } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { createLogger } from "@/lib/logger";
import { collectGarbage } from "@/lib/testing/collect-garbage";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { createLiveHub } from "./live-hub";
import { streamEvents } from "./stream-events";
import { streamLog } from "./stream-log";
import { createStreamRegistry, maxStreams, maxStreamsPerCaller } from "./stream-registry";
import { createWatchers } from "./watchers";

const db = await createTestDatabase();
const logger = createLogger({ process: "test", level: "silent" });
// Nothing is looked at again without a notice while a test lasts: what arrives, arrived through its notice.
const lookAgainMs = { views: 3_600_000, logs: 3_600_000 };
const hub = createLiveHub({ db, databaseUrl: db.url, logger, lookAgainMs });
const streams = createStreamRegistry(hub.serverTime);
const web = {
  hub,
  streams,
  watchers: createWatchers((projectId) => noteWatched(db.prisma, projectId), logger),
  logger,
};
const opened: AbortController[] = [];
afterAll(async () => {
  streams.closeAll();
  await hub.close();
});

const project = await createTestProject(db, "web", { commits: 3 });
const hosts = await db.prisma.host.findMany({ where: { projectId: project.id } });
const created = await startTestRollout(db.prisma, project, {
  stages: [{ name: "fleet", hostIds: hosts.map((host) => host.id) }],
});
const rollout = { id: created.id, number: 1, projectId: project.id };

function newRequest(headers: Record<string, string> = {}): Request {
  const controller = new AbortController();
  opened.push(controller);
  return new Request("http://127.0.0.1/api/v1/events", { signal: controller.signal, headers });
}

function leave(): void {
  for (const controller of opened.splice(0)) controller.abort();
}

/** Takes events until one is what is waited for. */
async function waitForEvent<T>(
  events: AsyncGenerator<ReceivedEvent>,
  name: string,
  isIt: (body: T) => boolean = () => true,
): Promise<T> {
  for (;;) {
    const { value, done } = await events.next();
    if (done) throw new Error("the stream ended");
    const body = JSON.parse(value.data) as T;
    if (value.event === name && isIt(body)) return body;
  }
}

/** The next event that shows something; while nothing is read yet, a busy machine sends signs of life. */
async function nextView(events: AsyncGenerator<ReceivedEvent>): Promise<ReceivedEvent> {
  for (;;) {
    const { value } = await events.next();
    if (value?.event !== "heartbeat") return value as ReceivedEvent;
  }
}

/** Each reader is somebody else, so that nobody has too many streams. */
const newCaller = () => `caller ${opened.length}`;

function watch(after = 0): AsyncGenerator<ReceivedEvent> {
  const response = streamEvents(newRequest(), web, {
    projectId: project.id,
    rollouts: [rollout],
    after,
    caller: newCaller(),
  });
  expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
  return readEvents(response.body as ReadableStream<Uint8Array>);
}

function openLog(after: number, host: string | null = null, headers: Record<string, string> = {}) {
  const response = streamLog(newRequest(headers), web, {
    log: { kind: "rollout", id: rollout.id },
    after,
    host,
    caller: newCaller(),
  });
  return readEvents(response.body as ReadableStream<Uint8Array>);
}

function write(host: string, count: number, text = "line") {
  const lines = Array.from({ length: count }, () => [Date.now(), "out", text] as [number, "out", string]);
  return appendLog(db.prisma, { kind: "rollout", id: rollout.id, projectId: project.id }, [{ host, lines }]);
}

async function setReason(reason: string): Promise<void> {
  await inTransaction(db.prisma, async (tx) => {
    await tx.$executeRaw`UPDATE "Rollout" SET state = 'held', "holdReason" = ${reason} WHERE id = ${rollout.id}`;
    await notifyChange(tx, { project: project.id, rollout: rollout.id });
  });
}

describe("events", () => {
  test("tell both views at once, and each change when it happens, not at the next look", async () => {
    const events = watch();
    const first = [await nextView(events), await nextView(events)];
    expect(first.map((each) => each.event).sort()).toEqual(["now", "rollout"]);
    const now = JSON.parse(first.find((each) => each.event === "now")?.data ?? "") as NowView;
    expect(now.doing?.number).toBe(1);
    for (const reason of ["one", "two", "three"]) {
      await setReason(reason);
      const view = await waitForEvent<RolloutView>(events, "rollout", (each) => each.sentence.includes(reason));
      expect(view.seq).toBeGreaterThan(now.seq);
    }
    leave();
  });

  test("a freeze shows on every open page by itself, and so does its end", async () => {
    const viewers = Array.from({ length: 3 }, () => watch());
    const actor = { kind: "user", name: "ana" } as const;
    const frozen = (isFrozen: boolean) => (view: NowView) => (view.automation.freeze !== null) === isFrozen;
    await Promise.all(viewers.map((events) => waitForEvent<NowView>(events, "now", frozen(false))));
    const freeze = { projectId: project.id, reason: "the database moves", seconds: 3600, actor };
    await inTransaction(db.prisma, (tx) => insertFreeze(tx, freeze));
    await Promise.all(viewers.map((events) => waitForEvent<NowView>(events, "now", frozen(true))));
    await inTransaction(db.prisma, (tx) => liftFreeze(tx, freeze));
    await Promise.all(viewers.map((events) => waitForEvent<NowView>(events, "now", frozen(false))));
    leave();
  });

  test("a hundred changes at once are read by all viewers together, up to the last", async () => {
    const viewers = Array.from({ length: 20 }, () => watch());
    await Promise.all(viewers.map((events) => waitForEvent(events, "rollout")));
    const followed = viewers.map(async (events) => {
      const seen: number[] = [];
      for (;;) {
        const { seq, sentence } = await waitForEvent<RolloutView>(events, "rollout");
        seen.push(seq);
        if (sentence.includes("the last one")) return seen;
      }
    });
    const writers = Array.from({ length: 10 }, async (_, writer) => {
      for (let change = 0; change < 10; change++) await setReason(`${writer} changes it for time ${change}`);
    });
    await Promise.all(writers);
    await setReason("the last one");
    // Every read has a number of its own: had one viewer read for itself, its numbers would differ.
    const [first, ...others] = await Promise.all(followed);
    for (const seen of others) expect(seen).toEqual(first);
    leave();
  });

  test("a viewer that has the newest view already is not sent it again", async () => {
    const first = watch();
    const view = await waitForEvent<RolloutView>(first, "rollout");
    const second = watch(view.seq);
    await setReason("fresh");
    const got = await waitForEvent<RolloutView>(second, "rollout");
    expect(got.seq).not.toBe(view.seq);
    if (!got.sentence.includes("fresh"))
      await waitForEvent<RolloutView>(second, "rollout", (each) => each.sentence.includes("fresh"));
    leave();
  });

  test("go on when the connection that hears of changes was cut", async () => {
    const events = watch();
    await waitForEvent(events, "rollout");
    await db.prisma.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'sauron listener'`;
    await setReason("while deaf");
    await waitForEvent<RolloutView>(events, "rollout", (view) => view.sentence.includes("while deaf"));
    leave();
  });
});

describe("the log", () => {
  test("comes once, in order, whoever joins when", async () => {
    const total = 2000;
    const received = new Map<string, number[]>();
    const follow = async (name: string, cutEvery: number) => {
      const lines: number[] = [];
      received.set(name, lines);
      while ((lines.at(-1) ?? 0) < total) {
        const events = openLog(lines.at(-1) ?? 0);
        for (let taken = 0; taken < cutEvery && (lines.at(-1) ?? 0) < total; taken++) {
          lines.push(...(await waitForEvent<LogLine[]>(events, "lines")).map((each) => each.line));
        }
        await events.return(undefined);
      }
    };
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let batch = 0; batch < 100; batch++) await write(`h${writer}`, 5);
    });
    await Promise.all([...writers, follow("steady", 1e9), follow("cut often", 1), follow("cut", 7)]);
    const expected = Array.from({ length: total }, (_, index) => index + 1);
    for (const lines of received.values()) expect(lines).toEqual(expected);
    leave();
  });

  test("starts after the line a browser says it has, and can be of one host", async () => {
    const resumed = await waitForEvent<LogLine[]>(openLog(0, null, { "last-event-id": "1500" }), "lines");
    expect(resumed[0]?.line).toBe(1501);
    const own = await waitForEvent<LogLine[]>(openLog(0, "h2"), "lines");
    expect(new Set(own.map((line) => line.host))).toEqual(new Set(["h2"]));
    leave();
  });

  test("a line is with the reader when it is written, not at the next look", async () => {
    const [{ total }] = await db.prisma.$queryRaw<
      [{ total: number }]
    >`SELECT "nextLogLine" - 1 AS total FROM "Rollout"`;
    const events = openLog(total);
    for (let round = 0; round < 40; round++) {
      await write("h0", 1, `round ${round}`);
      await waitForEvent<LogLine[]>(events, "lines", (lines) => lines.some((line) => line.text === `round ${round}`));
    }
    leave();
  });

  test("a reader that takes nothing holds nothing up and costs little", async () => {
    await write("h0", 4000, "x".repeat(1000));
    const stuck = streamLog(newRequest(), web, {
      log: { kind: "rollout", id: rollout.id },
      after: 0,
      host: null,
      caller: "stuck",
    });
    collectGarbage();
    const heldBefore = process.memoryUsage().arrayBuffers;
    await write("h1", 4000, "y".repeat(1000));
    const events = openLog(2040 + 4000);
    await waitForEvent<LogLine[]>(events, "lines", (lines) => (lines.at(-1)?.line ?? 0) >= 10_000);
    collectGarbage();
    expect(process.memoryUsage().arrayBuffers - heldBefore).toBeLessThan(25_000_000);
    expect(stuck.body?.locked).toBe(false);
    leave();
  });
});

describe("streams", () => {
  test("are given back when a reader leaves", async () => {
    const before = streams.count();
    watch();
    openLog(0);
    expect(streams.count()).toBe(before + 2);
    leave();
    expect(streams.count()).toBe(before);
  });

  test("are limited, for one caller and in all; closing ends every one", async () => {
    const own = createStreamRegistry(() => new Date());
    const open = (caller: string) => own.open(newRequest(), caller);
    const refusedWith = (code: string) => expect.objectContaining({ code });
    for (let index = 0; index < maxStreamsPerCaller; index++) open("one");
    expect(() => open("one")).toThrow(refusedWith("too-many-requests"));
    for (let index = maxStreamsPerCaller; index < maxStreams; index++) open(`caller ${index % 100}`);
    expect(() => open("another")).toThrow(refusedWith("unavailable"));
    const left = own.count();
    own.closeAll();
    expect([left, own.count()]).toEqual([maxStreams, 0]);
    expect(() => open("late")).toThrow(refusedWith("unavailable"));
    leave();
  });
});
