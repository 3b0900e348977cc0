import type { ConnectionState } from "@/components/live/stream-connection";

/** What the page knows about its own freshness. */
export interface LiveStatus {
  connection: ConnectionState;
  /** The connection came back at this time (ms, this computer's clock); null when it was never lost. */
  backSince: number | null;
  /** Updates with news in them that came with the connection, since it came back. */
  caughtUp: number;
  /** The console was built anew since the page was loaded. */
  replaced: boolean;
  /** A person holds the view still. */
  paused: boolean;
  /** Updates that wait while the view is held. */
  waiting: number;
}

const initial: LiveStatus = {
  connection: { phase: "connecting" },
  backSince: null,
  caughtUp: 0,
  replaced: false,
  paused: false,
  waiting: 0,
};

/** What comes for so long after a loss is told as caught up; ms. */
export const backTime = 4000;

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
    this.#set(cameBack ? { connection, backSince: Date.now(), caughtUp: 0 } : { connection });
  }

  /** Applies an update now, or when the view is released; of the same thing only the newest is kept. */
  apply(thing: string, update: () => void): void {
    if (this.#status.paused) {
      this.#held.set(thing, update);
      this.#set({ waiting: this.#status.waiting + 1 });
    } else update();
  }

  /** Whether what comes now is what was missed while the connection was lost. */
  isCatchingUp(): boolean {
    const { backSince } = this.#status;
    return backSince !== null && Date.now() - backSince < backTime;
  }

  countCaughtUp(): void {
    this.#set({ caughtUp: this.#status.caughtUp + 1 });
  }

  noteReplaced(): void {
    this.#set({ replaced: true });
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
