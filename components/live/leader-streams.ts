import type { StreamEvent } from "@/components/live/event-stream-parser";
import {
  chooseHeard,
  type LiveTopic,
  lacks,
  mergeTopics,
  type StreamWish,
  streamAddress,
} from "@/components/live/live-topic";
import { type ConnectionState, StreamConnection } from "@/components/live/stream-connection";

/** An event of the server with its data read. */
export interface LiveEvent {
  name: string;
  data: { seq?: number; serverTime: string; project?: string; number?: number };
}

interface OpenStream {
  carries: StreamWish;
  connection: StreamConnection;
  state: ConnectionState;
  lastSeq: number;
}

interface LeaderHandlers {
  onEvent: (event: LiveEvent) => void;
  /** @param unheard projects that are looked at and not heard about, because there are too many */
  onState: (state: ConnectionState, unheard: readonly string[]) => void;
}

/** The streams that the leading tab holds for the whole browser: one for each project, of as many as can be heard about. */
export class LeaderStreams {
  readonly #handlers: LeaderHandlers;
  readonly #open = new Map<string, OpenStream>();
  #unheard: readonly string[] = [];
  /** The newest event of each thing, for a tab that joins later. */
  readonly #latest = new Map<string, LiveEvent>();

  constructor(handlers: LeaderHandlers) {
    this.#handlers = handlers;
  }

  /** Opens what is wanted and missing, closes what nobody wants. What was looked at last comes last. */
  carry(topics: readonly LiveTopic[]): void {
    const { heard, unheard } = chooseHeard(topics);
    this.#unheard = unheard;
    const wishes = mergeTopics(heard);
    for (const [project, stream] of this.#open) {
      if (!wishes.some((wish) => wish.project === project)) this.#close(project, stream);
    }
    for (const wish of wishes) {
      const stream = this.#open.get(wish.project);
      if (!stream) this.#start(wish, 0);
      else if (lacks(stream.carries, wish)) this.#start(wish, stream.lastSeq, stream.connection);
    }
    this.#report();
  }

  /** Says again what is known, for a tab that has just joined. */
  repeat(): void {
    for (const event of this.#latest.values()) this.#handlers.onEvent(event);
    this.#report();
  }

  retryNow(): void {
    for (const stream of this.#open.values()) stream.connection.retryNow();
  }

  stop(): void {
    for (const [project, stream] of this.#open) this.#close(project, stream);
    this.#latest.clear();
  }

  #start(wish: StreamWish, after: number, replaces?: StreamConnection): void {
    const stream: OpenStream = {
      carries: wish,
      state: { phase: "connecting" },
      lastSeq: after,
      connection: new StreamConnection({
        address: () => streamAddress(wish, stream.lastSeq),
        onEvent: (event) => this.#receive(stream, event),
        onState: (state) => {
          stream.state = state;
          this.#report();
        },
        silence: 13_500,
      }),
    };
    this.#open.set(wish.project, stream);
    stream.connection.start();
    replaces?.stop();
  }

  #close(project: string, stream: OpenStream): void {
    stream.connection.stop();
    this.#open.delete(project);
  }

  #receive(stream: OpenStream, event: StreamEvent): void {
    if (this.#open.get(stream.carries.project) !== stream) return;
    const live = { name: event.event, data: JSON.parse(event.data) as LiveEvent["data"] };
    if (live.data.seq !== undefined) {
      stream.lastSeq = Math.max(stream.lastSeq, live.data.seq);
      this.#latest.set(`${live.name}:${live.data.project}:${live.data.number ?? ""}`, live);
    }
    this.#handlers.onEvent(live);
  }

  /** The worst of all streams is the state of the page. */
  #report(): void {
    const states = [...this.#open.values()].map((stream) => stream.state);
    const worst =
      states.find((state) => state.phase === "lost") ?? states.find((state) => state.phase === "connecting");
    const state = worst ?? states[0];
    if (state) this.#handlers.onState(state, this.#unheard);
  }
}
