import { SauronError } from "@/lib/errors";
import { type EventStream, openEventStream } from "./event-stream";

/** Streams a web process keeps open at once. */
export const maxStreams = 1000;

/** Of those, streams of one caller. */
export const maxStreamsPerCaller = 10;

const heartbeatMs = 10_000;

/** Readers that take nothing for so long are cut off. */
const stuckMs = 60_000;

export interface StreamRegistry {
  /**
   * @param caller who opens it, see `name-stream-caller.ts`
   * @throws SauronError "too-many-requests" when the caller has too many, "unavailable" when all together have, or the process is stopping
   */
  open(request: Request, caller: string, onRoom?: () => void): EventStream;
  /**
   * A stream that answers this request goes on for as long as `check` finds that it may: it throws "unauthenticated" or
   * "forbidden" when it may no more, and is asked every 10 s.
   */
  keepRight(request: Request, check: () => Promise<unknown>): void;
  /** Streams that are open. */
  count(): number;
  /** Ends every stream, and refuses new ones. */
  closeAll(): void;
}

/** Keeps count of open streams and gives each a heartbeat. `serverTime` tells the time as the database has it. */
export function createStreamRegistry(serverTime: () => Date): StreamRegistry {
  const open = new Map<EventStream, { caller: string; hadRoomAt: number; check: Check | undefined }>();
  const checks = new WeakMap<Request, Check>();
  let isStopping = false;
  let isChecking = false;

  const checkRights = async () => {
    if (isChecking) return;
    isChecking = true;
    await Promise.all([...open].map(([stream, { check }]) => check?.().catch((error) => endIfRefused(stream, error))));
    isChecking = false;
  };

  const beat = () => {
    const data = JSON.stringify({ serverTime: serverTime().toISOString() });
    for (const [stream, reader] of open) {
      if (stream.hasRoom()) {
        reader.hadRoomAt = Date.now();
        stream.send({ event: "heartbeat", data });
      } else if (Date.now() - reader.hadRoomAt > stuckMs) stream.close();
    }
    void checkRights();
  };
  const timer = setInterval(beat, heartbeatMs);
  timer.unref();

  return {
    open(request, caller, onRoom) {
      if (isStopping) throw new SauronError("unavailable", "Sauron is just stopping; try again in a moment.");
      if (open.size >= maxStreams) {
        throw new SauronError("unavailable", "Too many live streams are open here; ask again in a moment instead.");
      }
      if ([...open.values()].filter((reader) => reader.caller === caller).length >= maxStreamsPerCaller) {
        const message = `You have ${maxStreamsPerCaller} live streams open, which is as many as one may; close some pages.`;
        throw new SauronError("too-many-requests", message);
      }
      const stream = openEventStream(request, onRoom);
      open.set(stream, { caller, hadRoomAt: Date.now(), check: checks.get(request) });
      stream.signal.addEventListener("abort", () => open.delete(stream), { once: true });
      if (stream.signal.aborted) open.delete(stream);
      return stream;
    },
    keepRight: (request, check) => void checks.set(request, check),
    count: () => open.size,
    closeAll() {
      isStopping = true;
      clearInterval(timer);
      for (const stream of [...open.keys()]) stream.close();
    },
  };
}

type Check = () => Promise<unknown>;

/** A database that is away says nothing about a right. */
function endIfRefused(stream: EventStream, error: unknown): void {
  const isRefused = error instanceof SauronError && ["unauthenticated", "forbidden"].includes(error.code);
  if (isRefused) stream.close();
}
