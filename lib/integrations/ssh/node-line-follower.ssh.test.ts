import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { inTime } from "@/lib/testing/in-time";
import { type Gerrit, startGerrit } from "@/lib/testing/ssh/start-gerrit";
import { startWire } from "@/lib/testing/ssh/start-wire";
import type { ByteLine } from "./byte-lines";
import type { SshTarget } from "./fleet-ssh";
import { type LineFollower, longestLine, stoppedFollowing } from "./line-follower";
import { createNodeLineFollower } from "./node-line-follower";

let gerrit: Gerrit;
let follower: LineFollower;
let target: SshTarget;

beforeAll(async () => {
  gerrit = await startGerrit();
  follower = createNodeLineFollower();
  const { port, user, privateKey, hostKey } = gerrit;
  target = { name: "Gerrit", address: "127.0.0.1", port, user, privateKeyPath: privateKey, hostKeys: [hostKey] };
});
afterAll(async () => {
  await follower.close();
  await gerrit.close();
});

/** Listens, and collects what comes as text; a line that is too long as its length. */
function listen(to: Partial<SshTarget> = {}, onLine?: (line: ByteLine) => Promise<void>) {
  const stop = new AbortController();
  const lines: (string | number)[] = [];
  let started = 0;
  const ended = follower.follow({ ...target, ...to }, "gerrit stream-events", {
    signal: stop.signal,
    async onStart() {
      started += 1;
    },
    async onLine(line) {
      await onLine?.(line);
      lines.push("bytes" in line ? Buffer.from(line.bytes).toString() : line.tooLong);
    },
  });
  ended.catch(() => {});
  onTestFinished(async () => {
    stop.abort();
    await ended.catch(() => {});
    await gerrit.untilListeners(0);
  });
  const untilLines = (count: number) => vi.waitFor(() => expect(lines).toHaveLength(count), inTime);
  return { stop: () => stop.abort(), lines, ended, untilLines, countStarts: () => started };
}

test("every line comes whole and in order, whatever the pieces it was sent in", async () => {
  const listener = listen();
  await gerrit.untilListeners(1);
  const bytes = Buffer.from('{"name":"Völker"}\n\n{broken\n{"n":2}\nno end');
  for (let at = 0; at < bytes.length; at += 5) gerrit.write(bytes.subarray(at, at + 5));
  await listener.untilLines(3);
  expect(listener.lines).toEqual(['{"name":"Völker"}', "{broken", '{"n":2}']);
  expect(listener.countStarts()).toBe(1);
  listener.stop();
  expect(await listener.ended).toBe(stoppedFollowing);
  await gerrit.untilListeners(0);
  expect(listener.lines).toHaveLength(3);
});

test("a line that is too long is told as such, and the next one is whole", async () => {
  const listener = listen();
  await gerrit.untilListeners(1);
  gerrit.write(`${"x".repeat(longestLine + 5)}\n${"y".repeat(longestLine)}\nnext\n`);
  await listener.untilLines(3);
  expect(listener.lines).toEqual([longestLine + 5, "y".repeat(longestLine), "next"]);
});

test("a listener that is slow is not flooded: the next line waits for it", async () => {
  const gates: (() => void)[] = [];
  const listener = listen({}, () => new Promise((resolve) => gates.push(resolve)));
  await gerrit.untilListeners(1);
  gerrit.write("one\ntwo\n");
  await vi.waitFor(() => expect(gates).toHaveLength(1), inTime);
  expect(listener.lines).toEqual([]);
  gates[0]?.();
  await vi.waitFor(() => expect(gates).toHaveLength(2), inTime);
  expect(listener.lines).toEqual(["one"]);
  gates[1]?.();
  await listener.untilLines(2);
});

test("a connection that is cut, and a server that goes away, end it with a sentence and nothing else", async () => {
  const wire = await startWire(gerrit.port);
  const listener = listen({ port: wire.port });
  // The server knows of its listener a moment before that has heard so.
  await vi.waitFor(() => expect(listener.countStarts()).toBe(1), inTime);
  wire.cut();
  expect(await listener.ended).toBe("Gerrit tells nothing any more: the connection was lost.");
  await wire.close();
  // The server may notice later than the listener; it must not take the old one for the new.
  await gerrit.untilListeners(0);
  const stopped = listen();
  await vi.waitFor(() => expect(stopped.countStarts()).toBe(1), inTime);
  gerrit.endCommands();
  expect(await stopped.ended).toBe("Gerrit tells nothing any more: the command ended with exit code 0.");
});

test("a user who may not listen is told in Gerrit's words", async () => {
  gerrit.refusal = 'fatal: sauron does not have "Stream Events" capability.';
  expect(await listen().ended).toBe(
    'Gerrit tells nothing any more: the command ended with exit code 1 (fatal: sauron does not have "Stream Events" capability.).',
  );
  gerrit.refusal = null;
});

const refused: [what: string, to: Partial<SshTarget>, says: RegExp][] = [
  ["another host key", { hostKeys: [`SHA256:${"A".repeat(43)}`] }, /not the pinned one.*Nothing was run/],
  ["no host key at all", { hostKeys: [] }, /is not known/],
  ["a user who is not let in", { user: "nobody" }, /does not accept the key for user nobody/],
  ["a key that is not there", { privateKeyPath: "/nowhere/key" }, /\/nowhere\/key cannot be read \(ENOENT\)/],
  ["an address nobody may connect to", { address: "169.254.169.254" }, /does not connect to/],
  ["a port where nobody listens", { port: 1 }, /refused/],
];
test.each(refused)("%s -> nothing is run, and it is said why", async (_, to, says) => {
  const listener = listen(to);
  expect(await listener.ended).toMatch(says);
  expect([listener.countStarts(), gerrit.countListeners()]).toEqual([0, 0]);
});

test("who stops does not wait for a server that does not answer", async () => {
  const wire = await startWire(gerrit.port);
  wire.freeze();
  const listener = listen({ port: wire.port });
  listener.stop();
  expect(await listener.ended).toBe(stoppedFollowing);
  await wire.close();
});

test("what the listener itself throws ends the connection and is thrown", async () => {
  const listener = listen({}, async () => {
    throw new Error("the disk is full");
  });
  await gerrit.untilListeners(1);
  gerrit.write("line\n");
  await expect(listener.ended).rejects.toThrow("the disk is full");
  await gerrit.untilListeners(0);
});
