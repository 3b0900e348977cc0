import { backOffDelay, refusedDelay } from "@/components/live/back-off";
import { EventStreamParser, type StreamEvent } from "@/components/live/event-stream-parser";
import { sessionState } from "@/components/live/session-state";

export type ConnectionState =
  | { phase: "connecting" }
  | { phase: "live" }
  /** Times are ms of this computer's clock. */
  | { phase: "lost"; since: number; retryAt: number | null };

/** How a connection ended; "refused" = there was an answer, and nothing of a stream in it. */
type Ending = "cut" | "refused" | "signed-out";

interface StreamOptions {
  /** Asked before every try, so that it can name what was seen last. */
  address: () => string;
  onEvent: (event: StreamEvent) => void;
  onState: (state: ConnectionState) => void;
  /** A stream that says nothing for so long, in ms, counts as lost; null = it may be silent. */
  silence: number | null;
}

/**
 * A server-sent event stream that comes back. The browser's own EventSource gives up for good on a 503 and cannot be
 * told what was seen last on a new object, so this reads the response itself, waits with jitter between tries, tries at
 * once when the network or the reader returns, and stops only when told. When the server says 401 it tries no more until
 * somebody returns or signs in.
 */
export class StreamConnection {
  readonly #options: StreamOptions;
  #abort = new AbortController();
  #attempt = 0;
  #lastHeard = Date.now();
  #lost: number | null = null;
  #live = false;
  #wake: () => void = () => {};

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  start(): void {
    addEventListener("online", this.retryNow);
    document.addEventListener("visibilitychange", this.#retryWhenVisible);
    void this.#run(this.#abort);
  }

  stop(): void {
    removeEventListener("online", this.retryNow);
    document.removeEventListener("visibilitychange", this.#retryWhenVisible);
    this.#abort.abort();
    this.#wake();
  }

  /** Ends the wait before the next try. */
  retryNow = (): void => this.#wake();

  readonly #retryWhenVisible = (): void => {
    if (document.visibilityState === "visible") this.#wake();
  };

  async #run(abort: AbortController): Promise<void> {
    while (!abort.signal.aborted) {
      const ending = await this.#readOnce(abort.signal);
      if (abort.signal.aborted) return;
      this.#live = false;
      this.#lost ??= this.#lastHeard;
      if (ending === "signed-out") {
        sessionState.end();
        this.#options.onState({ phase: "lost", since: this.#lost, retryAt: null });
        await this.#waitToBeWoken();
        continue;
      }
      this.#attempt++;
      const delay = (ending === "refused" ? refusedDelay : backOffDelay)(this.#attempt, Math.random());
      this.#options.onState({ phase: "lost", since: this.#lost, retryAt: Date.now() + delay });
      await this.#wait(delay);
    }
  }

  /** One connection, from opening to its end. */
  async #readOnce(outer: AbortSignal): Promise<Ending> {
    const inner = new AbortController();
    const end = () => inner.abort();
    outer.addEventListener("abort", end);
    const watchdog = this.#watchSilence(end);
    try {
      const response = await fetch(this.#options.address(), {
        headers: { accept: "text/event-stream" },
        cache: "no-store",
        signal: inner.signal,
      });
      if (response.status === 401) return "signed-out";
      const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
      if (response.ok && isStream && response.body) await this.#readBody(response.body);
      if (!this.#live) return "refused";
    } catch {
      // A cut connection, a timeout and a refusal are all answered by trying again.
    } finally {
      clearInterval(watchdog);
      outer.removeEventListener("abort", end);
      inner.abort();
    }
    return "cut";
  }

  async #readBody(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = new EventStreamParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      this.#lastHeard = Date.now();
      const events = parser.push(decoder.decode(part.value, { stream: true }));
      if (events.length > 0) this.#becomeLive();
      for (const event of events) this.#options.onEvent(event);
    }
  }

  #becomeLive(): void {
    this.#attempt = 0;
    this.#lost = null;
    if (this.#live) return;
    this.#live = true;
    sessionState.goOn();
    this.#options.onState({ phase: "live" });
  }

  #watchSilence(end: () => void): ReturnType<typeof setInterval> | undefined {
    const { silence } = this.#options;
    if (silence === null) return undefined;
    const openedAt = Date.now();
    return setInterval(() => {
      if (Date.now() - Math.max(this.#lastHeard, openedAt) > silence) end();
    }, 1000);
  }

  #waitToBeWoken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #wait(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
