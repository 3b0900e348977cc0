import { setTimeout as pause } from "node:timers/promises";
import type { ClientChannel } from "ssh2";
import { ByteLines } from "./byte-lines";
import { ConnectionPool, type OpenedChannel, type PooledConnection } from "./connection-pool";
import type { SshTarget } from "./fleet-ssh";
import { type FollowWatch, type LineFollower, longestLine, stoppedFollowing } from "./line-follower";

/** Longest text of the command's errors that is passed on. */
const longestError = 300;

/** Time a command whose output has ended has to say how it ended. */
const lastWordsMs = 2000;

/** Follows commands over SSH. The pool asks a silent host for a sign of life and gives up one that stays silent. */
export function createNodeLineFollower(): LineFollower {
  const pool = new ConnectionPool();
  return {
    async follow(target, command, watch) {
      const connection = await connectUnlessStopped(pool, target, watch.signal);
      if (typeof connection === "string") return connection;
      const stop = () => connection.end();
      watch.signal.addEventListener("abort", stop);
      try {
        return await followOver(connection, target, command, watch);
      } finally {
        watch.signal.removeEventListener("abort", stop);
        connection.end();
      }
    },
    close: () => pool.close(),
  };
}

/** A connection, or why there is none. Whoever stops does not wait for a host that does not answer. */
async function connectUnlessStopped(
  pool: ConnectionPool,
  target: SshTarget,
  signal: AbortSignal,
): Promise<PooledConnection | string> {
  const connecting = connect(pool, target);
  const stopped = new Promise<string>((resolve) => {
    if (signal.aborted) resolve(stoppedFollowing);
    else signal.addEventListener("abort", () => resolve(stoppedFollowing), { once: true });
  });
  const first = await Promise.race([stopped, connecting]);
  if (first !== stoppedFollowing) return first;
  void connecting.then((late) => typeof late !== "string" && late.end());
  return first;
}

async function connect(pool: ConnectionPool, target: SshTarget): Promise<PooledConnection | string> {
  const connection = await pool.connect(target);
  return "reason" in connection ? connection.reason : connection;
}

async function followOver(
  connection: PooledConnection,
  target: SshTarget,
  command: string,
  watch: FollowWatch,
): Promise<string> {
  const opened = await connection.exec(command);
  if (!opened.opened) return opened.reason;
  try {
    const end = await readLines(opened, watch);
    return watch.signal.aborted ? stoppedFollowing : `${target.name} tells nothing any more: ${end}.`;
  } finally {
    opened.release();
  }
}

/** Passes on every line until there is no other; resolves with how the command ended. */
async function readLines(
  { channel, exited }: Extract<OpenedChannel, { opened: true }>,
  watch: FollowWatch,
): Promise<string> {
  let errorText = "";
  let end = "the connection was lost";
  channel.stderr.on("data", (chunk: Buffer) => {
    errorText = (errorText + chunk.toString()).slice(0, longestError);
  });
  void exited.then((code) => {
    end = code === null ? "the command was ended by a signal" : `the command ended with exit code ${code}`;
  });
  const closed = new Promise<void>((resolve) => channel.once("close", () => resolve()));
  await watch.onStart();
  const lines = new ByteLines(longestLine);
  for await (const chunk of chunksOf(channel)) {
    for (const line of lines.take(chunk)) {
      if (watch.signal.aborted) return end;
      await watch.onLine(line);
    }
  }
  await Promise.race([closed, pause(lastWordsMs, undefined, { ref: false })]);
  const said = errorText.trim();
  return said === "" ? end : `${end} (${said})`;
}

/** What the command writes, until it ends or the connection is lost. */
async function* chunksOf(channel: ClientChannel): AsyncGenerator<Buffer> {
  try {
    yield* channel;
  } catch {
    // A stream that was cut off has told what it had to tell.
  }
}
