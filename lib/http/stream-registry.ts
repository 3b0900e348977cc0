import { SauronError } from "@/lib/errors";
import { type EventStream, openEventStream } from "./event-stream";

/** Streams a web process keeps open at once. */
export const maxStreams = 1000;

/** Of those, streams from one browser (told apart by address and agent, as long as nobody signs in). */
export const maxStreamsPerClient = 100;

const heartbeatMs = 10_000;

/** Readers that take nothing for so long are cut off. */
const stuckMs = 60_000;

export interface StreamRegistry {
  /** @throws SauronError "unavailable" when there are too many, or the process is stopping */
  open(request: Request, onRoom?: () => void): EventStream;
  /** Streams that are open. */
  count(): number;
  /** Ends every stream, and refuses new ones. */
  closeAll(): void;
}

/** Keeps count of open streams and gives each a heartbeat. `serverTime` tells the time as the database has it. */
export function createStreamRegistry(serverTime: () => Date): StreamRegistry {
  const open = new Map<EventStream, { client: string; hadRoomAt: number }>();
  let isStopping = false;

  const beat = () => {
    const data = JSON.stringify({ serverTime: serverTime().toISOString() });
    for (const [stream, reader] of open) {
      if (stream.hasRoom()) {
        reader.hadRoomAt = Date.now();
        stream.send({ event: "heartbeat", data });
      } else if (Date.now() - reader.hadRoomAt > stuckMs) stream.close();
    }
  };
  const timer = setInterval(beat, heartbeatMs);
  timer.unref();

  return {
    open(request, onRoom) {
      if (isStopping) throw new SauronError("unavailable", "Sauron is just stopping; try again in a moment.");
      const client = clientOf(request);
      const mine = [...open.values()].filter((reader) => reader.client === client).length;
      if (open.size >= maxStreams || mine >= maxStreamsPerClient) {
        throw new SauronError("unavailable", "Too many live streams are open; close some pages, or ask again instead.");
      }
      const stream = openEventStream(request, onRoom);
      open.set(stream, { client, hadRoomAt: Date.now() });
      stream.signal.addEventListener("abort", () => open.delete(stream), { once: true });
      if (stream.signal.aborted) open.delete(stream);
      return stream;
    },
    count: () => open.size,
    closeAll() {
      isStopping = true;
      clearInterval(timer);
      for (const stream of [...open.keys()]) stream.close();
    },
  };
}

function clientOf(request: Request): string {
  const { headers } = request;
  return `${headers.get("x-forwarded-for") ?? ""} ${headers.get("user-agent") ?? ""}`;
}
