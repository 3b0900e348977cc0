import type { ConnectionState } from "@/components/live/stream-connection";

/** What the page knows about its own freshness. */
export interface LiveStatus {
  connection: ConnectionState;
  /** The connection came back at this time (ms, this computer's clock); null when it was never lost. */
  backSince: number | null;
  /** A person holds the view still. */
  paused: boolean;
  /** Updates that wait while the view is held. */
  waiting: number;
}

const initial: LiveStatus = { connection: { phase: "connecting" }, backSince: null, paused: false, waiting: 0 };

/** Holds the status for React and, while paused, the newest update of each thing. */
export class LiveStore {
  #status = initial;
  readonly #listeners = new Set<() => void>();
  readonly #held = new Map<string, () => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly status = (): LiveStatus => this.#status;

  static initialStatus(): LiveStatus {
    return initial;
  }

  setConnection(connection: ConnectionState): void {
    const before = this.#status.connection;
    // A stream that is opened anew to carry more was live a moment ago and still is for the reader.
    if (connection.phase === "connecting" && before.phase === "live") return;
    const cameBack = before.phase === "lost" && connection.phase === "live";
    this.#set({ connection, backSince: cameBack ? Date.now() : this.#status.backSince });
  }

  /** Applies an update now, or when the view is released; of the same thing only the newest is kept. */
  apply(thing: string, update: () => void): void {
    if (this.#status.paused) {
      this.#held.set(thing, update);
      this.#set({ waiting: this.#status.waiting + 1 });
    } else update();
  }

  pause(): void {
    this.#set({ paused: true, waiting: 0 });
  }

  resume(): void {
    this.#set({ paused: false, waiting: 0 });
    for (const update of this.#held.values()) update();
    this.#held.clear();
  }

  #set(change: Partial<LiveStatus>): void {
    this.#status = { ...this.#status, ...change };
    for (const listener of this.#listeners) listener();
  }
}
