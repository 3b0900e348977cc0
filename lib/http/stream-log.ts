import { setTimeout as delay } from "node:timers/promises";
import type { EventStream } from "./event-stream";
import type { LogFeed, LogId } from "./log-feed";
import type { WebProcess } from "./web-process";

/** Lines sent in one event at most. */
const linesPerEvent = 1000;

/** Wait after a read that failed. */
const retryMs = 1000;

/**
 * Streams a log from the line after `after` on: what there is, then what comes. Every line once, in order;
 * the reader's own pace decides how fast, so nothing piles up for a slow one.
 */
export function streamLog(
  request: Request,
  web: Pick<WebProcess, "hub" | "streams" | "logger">,
  want: { log: LogId; after: number; host: string | null; caller: string },
): Response {
  const stream = web.streams.open(request, want.caller);
  const feed = web.hub.watchLog(want.log, stream.signal);
  const onError = (error: unknown) => web.logger.warn({ err: error }, "a log could not be read, trying again");
  const resumed = Number(request.headers.get("last-event-id") ?? 0);
  const after = Math.max(want.after, Number.isSafeInteger(resumed) ? resumed : 0);
  void pump(stream, feed, { after, host: want.host, onError });
  return stream.response;
}

async function pump(
  stream: EventStream,
  feed: LogFeed,
  from: { after: number; host: string | null; onError(error: unknown): void },
): Promise<void> {
  let { after } = from;
  while (!stream.signal.aborted) {
    // Taken before the read: what is added while it runs is noticed after it.
    const seen = feed.version();
    try {
      const lines = await feed.read({ after, limit: linesPerEvent, host: from.host });
      const last = lines.at(-1);
      if (last) {
        after = last.line;
        stream.send({ event: "lines", data: JSON.stringify(lines), id: after });
        await stream.waitForRoom();
      } else await feed.waitForChange(seen, stream.signal);
    } catch (error) {
      from.onError(error);
      await delay(retryMs, undefined, { ref: false });
    }
  }
}

/** Whether the request asks for lines as they come rather than for a page of them. */
export function wantsStream(request: Request): boolean {
  return (request.headers.get("accept") ?? "").includes("text/event-stream");
}
