/** Bytes that may wait for a reader before it counts as slow; what comes meanwhile waits at the source. */
const bufferBytes = 128 * 1024;

export type EventMessage = { event: string; data: string; id?: number };

/** One open server-sent event stream. */
export interface EventStream {
  readonly response: Response;
  /** Aborted once the stream is closed, by either side. */
  readonly signal: AbortSignal;
  /** False while the reader has not taken what was sent; sending on would pile up memory. */
  hasRoom(): boolean;
  /** Resolves when there is room again, or the stream is closed. */
  waitForRoom(): Promise<void>;
  send(message: EventMessage): void;
  close(): void;
}

/** Opens a stream that ends with the request. `onRoom` is called each time the reader has caught up. */
export function openEventStream(request: Request, onRoom: () => void = () => {}): EventStream {
  const encoder = new TextEncoder();
  const closing = new AbortController();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let waiting: (() => void)[] = [];

  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  const close = () => {
    if (closing.signal.aborted) return;
    closing.abort();
    wake();
    try {
      controller?.close();
    } catch {
      // The reader has gone already.
    }
  };
  const hasRoom = () => !closing.signal.aborted && (controller?.desiredSize ?? 0) > 0;
  const body = new ReadableStream<Uint8Array>(
    {
      start(opened) {
        controller = opened;
        // Makes headers leave at once, and proves to the reader that the way is open.
        opened.enqueue(encoder.encode(": open\n\n"));
      },
      pull() {
        if (!hasRoom()) return;
        wake();
        onRoom();
      },
      cancel: close,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: bufferBytes }),
  );
  request.signal.addEventListener("abort", close, { once: true });
  if (request.signal.aborted) close();

  return {
    response: new Response(body, { headers: streamHeaders }),
    signal: closing.signal,
    hasRoom,
    waitForRoom: () =>
      hasRoom() || closing.signal.aborted ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    send(message) {
      if (!closing.signal.aborted) controller?.enqueue(encoder.encode(formatEvent(message)));
    },
    close,
  };
}

const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  // no-transform keeps compressing middlemen, Next's own among them, from holding events back.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

function formatEvent({ event, data, id }: EventMessage): string {
  return `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${data}\n\n`;
}
