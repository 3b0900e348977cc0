import type { ConnectionPool } from "./connection-pool";
import type { SshTarget } from "./fleet-ssh";

export type ShortCommand = {
  command: string;
  /** Longest time until the host has answered in full. */
  timeoutMs: number;
  /** Output beyond it ends the command. */
  maxBytes: number;
};

/** When a command was sent and when its first output came, epoch milliseconds of this process. */
export type AnswerTimes = { sentAt: number; heardAt: number };

export type CommandAnswer =
  /** `code` null = the connection was lost, the time ran out or a signal ended it: the output is not to be trusted. */
  | { reached: true; code: number | null; output: Buffer; errorText: string; times: AnswerTimes }
  | { reached: false; reason: string };

/** Runs a command that answers soon and collects its output. Its standard input stays open and empty, since a closed one takes no signals. */
export async function runCommand(pool: ConnectionPool, target: SshTarget, short: ShortCommand): Promise<CommandAnswer> {
  const connection = await pool.connect(target);
  if ("reason" in connection) return { reached: false, reason: connection.reason };
  const times = { sentAt: Date.now(), heardAt: Number.POSITIVE_INFINITY };
  const opened = await connection.exec(short.command);
  if (!opened.opened) return { reached: false, reason: opened.reason };
  const { channel, exited, release } = opened;
  const output: Buffer[] = [];
  let size = 0;
  let errorText = "";
  let code: number | null = null;
  const closed = new Promise<void>((resolve) => channel.once("close", () => resolve()));
  const giveUp = () => {
    code = null;
    channel.signal("KILL");
    channel.close();
  };
  channel.on("data", (chunk: Buffer) => {
    times.heardAt = Math.min(times.heardAt, Date.now());
    size += chunk.length;
    if (size <= short.maxBytes) output.push(chunk);
    else giveUp();
  });
  channel.stderr.on("data", (chunk: Buffer) => {
    if (errorText.length < 4000) errorText += chunk.toString();
  });
  void exited.then((status) => {
    code = status;
  });
  const timedOut = await finishWithin(closed, short.timeoutMs, giveUp);
  release();
  if (timedOut) return { reached: false, reason: `${target.name} did not answer within ${short.timeoutMs / 1000} s.` };
  if (size > short.maxBytes) return { reached: false, reason: `${target.name} answered more than was asked for.` };
  return { reached: true, code, output: Buffer.concat(output), errorText: errorText.trim(), times };
}

/** Waits for `work`; after `milliseconds` calls `onTimeout` and answers true at once. */
async function finishWithin(work: Promise<void>, milliseconds: number, onTimeout: () => void): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      onTimeout();
      resolve(true);
    }, milliseconds);
  });
  const timedOut = await Promise.race([work.then(() => false), timeout]);
  clearTimeout(timer);
  return timedOut;
}
