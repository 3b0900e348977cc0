import type { Database } from "@/lib/db/client";
import { appendLog, type HostLines, type LogKind } from "@/lib/db/log";
import { isDatabaseUnavailable } from "@/lib/db/retry-while-unavailable";
import type { OutputLine } from "@/lib/integrations/ssh/fleet-ssh";
import type { Logger } from "@/lib/logger";

/** Lines are written together at most this long after they came. */
const flushMs = 100;

/** Characters kept in memory for one log while the database is away. */
const maxWaitingCharacters = 32 * 1024 * 1024;

/** What a line costs in memory besides its text. */
const lineOverhead = 64;

export interface LogBuffer {
  /** Takes a line of a host (null: Sauron's own) for the log of a rollout, or of a test run. */
  write(owner: LogOwner, host: string | null, line: OutputLine): void;
  /** Writes everything that waits; resolves when it is stored. */
  flush(): Promise<void>;
}

type LogOwner = { id: number; projectId: number };

type Waiting = { owner: LogOwner; hosts: Map<string | null, HostLines>; size: number; dropped: number };

/** Collects lines of output for logs of one kind, and stores them in few statements, in the order they came for each host. */
export function createLogBuffer(db: Database, logger: Logger, kind: LogKind): LogBuffer {
  let waiting = new Map<number, Waiting>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const store = async () => {
    timer = null;
    const batch = waiting;
    waiting = new Map();
    for (const entry of batch.values()) {
      try {
        await appendLog(db.prisma, { ...entry.owner, kind }, linesOf(entry));
      } catch (error) {
        if (isDatabaseUnavailable(error)) putBack(waiting, entry);
        else logger.error({ err: error, kind, id: entry.owner.id }, "lines of a log could not be stored");
      }
    }
    if (waiting.size > 0) schedule();
  };
  const schedule = () => {
    timer ??= setTimeout(() => {
      writing = writing.then(store);
    }, flushMs);
  };

  return {
    write({ id, projectId }, host, line) {
      const entry = waiting.get(id) ?? { owner: { id, projectId }, hosts: new Map(), size: 0, dropped: 0 };
      waiting.set(id, entry);
      addLine(entry, host, line);
      schedule();
    },
    async flush() {
      if (timer) clearTimeout(timer);
      writing = writing.then(store);
      await writing;
    },
  };
}

function addLine(entry: Waiting, host: string | null, line: OutputLine): void {
  if (entry.size >= maxWaitingCharacters) {
    entry.dropped += 1;
    return;
  }
  const batch = entry.hosts.get(host) ?? { host, lines: [] };
  entry.hosts.set(host, batch);
  batch.lines.push([line.at, line.stream, line.text]);
  entry.size += line.text.length + lineOverhead;
}

function linesOf(entry: Waiting): HostLines[] {
  const lines = [...entry.hosts.values()];
  if (entry.dropped === 0) return lines;
  const notice = `${entry.dropped} lines are missing here: the database was away for too long.`;
  return [...lines, { host: null, lines: [[Date.now(), "sys", notice]] }];
}

/** Older lines go before what has come since. */
function putBack(waiting: Map<number, Waiting>, older: Waiting): void {
  const newer = waiting.get(older.owner.id);
  waiting.set(older.owner.id, older);
  if (!newer) return;
  older.dropped += newer.dropped;
  for (const [host, batch] of newer.hosts) {
    for (const [at, stream, text] of batch.lines) addLine(older, host, { at, stream, text });
  }
}
