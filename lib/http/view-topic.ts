/** A view as it is sent: its JSON, written once for all who watch it. */
export type SentView = { seq: number; json: string };

export type ViewTopic = {
  /** Something the view shows may have changed: it is read again, soon. */
  touch(): void;
  /** Calls `send` with the view now and after each change, until the returned function is called. */
  subscribe(send: (view: SentView) => void): () => void;
  isWatched(): boolean;
};

/** Shortest time between the beginnings of two reads. */
const gapMs = 100;

/** Wait after a read that failed. */
const retryMs = 1000;

/**
 * One view that any number of viewers watch. However many changes come, one read runs at a time, at most ten in a
 * second, and all viewers get what it found, unless that is what they have already.
 */
export function createViewTopic(read: () => Promise<{ seq: number }>, onError: (error: unknown) => void): ViewTopic {
  const viewers = new Set<(view: SentView) => void>();
  let latest: (SentView & { content: string }) | null = null;
  let isReading = false;
  let isDirty = false;
  let nextReadAt = 0;
  let timer: NodeJS.Timeout | null = null;

  const refresh = async () => {
    timer = null;
    isReading = true;
    isDirty = false;
    nextReadAt = Date.now() + gapMs;
    try {
      const view = await read();
      const content = JSON.stringify(view, withoutClock);
      if (content !== latest?.content) {
        latest = { seq: view.seq, json: JSON.stringify(view), content };
        for (const send of [...viewers]) send(latest);
      }
    } catch (error) {
      onError(error);
      isDirty = true;
      nextReadAt = Date.now() + retryMs;
    }
    isReading = false;
    if (isDirty) schedule();
  };
  const schedule = () => {
    if (isReading || timer || viewers.size === 0) return;
    timer = setTimeout(refresh, Math.max(0, nextReadAt - Date.now()));
  };
  const touch = () => {
    isDirty = true;
    schedule();
  };

  return {
    touch,
    subscribe(send) {
      const isFirst = viewers.size === 0;
      viewers.add(send);
      // What was read for viewers who have left since may be old.
      if (isFirst) latest = null;
      if (latest) send(latest);
      else touch();
      return () => {
        viewers.delete(send);
        if (viewers.size > 0 || !timer) return;
        clearTimeout(timer);
        timer = null;
      };
    },
    isWatched: () => viewers.size > 0,
  };
}

/** What changes with every read although nothing happened. */
const clockKeys = new Set(["seq", "serverTime", "computedAt"]);

function withoutClock(key: string, value: unknown): unknown {
  return clockKeys.has(key) ? undefined : value;
}
