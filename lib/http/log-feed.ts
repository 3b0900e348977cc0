import type { LogLine } from "@/lib/contracts/views";
import type { LogWindow } from "@/lib/queries/read-log-page";

export type LogId = LogWindow["log"];
export type LogQuestion = Omit<LogWindow, "log">;

/** A growing log, as its viewers share it. */
export type LogFeed = {
  /** Lines may have been added. */
  touch(): void;
  /** Grows with every `touch`. */
  version(): number;
  /** Viewers who ask the same at the same version share one read. */
  read(question: LogQuestion): Promise<LogLine[]>;
  /** Resolves once the version is no longer `seen`, or `signal` is aborted. */
  waitForChange(seen: number, signal: AbortSignal): Promise<void>;
};

/** Notices that come closer together wake the viewers once. */
const gapMs = 50;

export function createLogFeed(read: (question: LogQuestion) => Promise<LogLine[]>): LogFeed {
  const running = new Map<string, Promise<LogLine[]>>();
  const waiting = new Set<() => void>();
  let version = 0;
  let nextWakeAt = 0;
  let timer: NodeJS.Timeout | null = null;

  const wake = () => {
    timer = null;
    version += 1;
    nextWakeAt = Date.now() + gapMs;
    for (const resolve of [...waiting]) resolve();
  };

  return {
    touch() {
      const delay = nextWakeAt - Date.now();
      if (timer) return;
      if (delay <= 0) wake();
      else timer = setTimeout(wake, delay);
    },
    version: () => version,
    read(question) {
      // The version is part of the key: a read that began before a notice may have missed what it tells of.
      const key = JSON.stringify([version, question.after, question.limit, question.host]);
      const shared = running.get(key);
      if (shared) return shared;
      const reading = read(question).finally(() => running.delete(key));
      running.set(key, reading);
      return reading;
    },
    waitForChange(seen, signal) {
      if (version !== seen || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const done = () => {
          waiting.delete(done);
          signal.removeEventListener("abort", done);
          resolve();
        };
        waiting.add(done);
        signal.addEventListener("abort", done, { once: true });
      });
    },
  };
}
