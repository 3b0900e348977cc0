import { LeaderStreams, type LiveEvent } from "@/components/live/leader-streams";
import type { LiveTopic } from "@/components/live/live-topic";
import type { ConnectionState } from "@/components/live/stream-connection";

/** What tabs say to one another. A tab that was loaded from an older console may leave out what it does not know. */
type Message =
  | ({ type: "want"; tab: string; joined: boolean } & Wish)
  | { type: "gone"; tab: string }
  | { type: "who" }
  | { type: "retry" }
  | { type: "event"; event: LiveEvent }
  | { type: "state"; state: ConnectionState; unheard?: readonly string[] };

/** What a tab wants to hear about, and when somebody looked at it last; ms. */
interface Wish {
  topics: LiveTopic[];
  lookedAt?: number;
}

interface HubHandlers {
  onEvent: (event: LiveEvent) => void;
  onState: (state: ConnectionState) => void;
}

/** The leader speaks at least every 10 s, because the server does. */
const leaderSilence = 17_000;
const lockName = "sauron-live";

/**
 * Shares one event stream among all tabs of a browser. Over HTTP/1.1 a browser opens six connections to a server; with
 * a stream in each of six tabs, the request that aborts a rollout would never leave. The tab that holds the lock leads:
 * it keeps the stream and passes on what it hears. When it goes, the browser gives the lock to the next tab; when it is
 * stuck, a tab that is being looked at takes the lock away. Without these browser features every tab leads itself.
 */
export class LiveHub {
  readonly #handlers: HubHandlers;
  readonly #tab = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  readonly #wishes = new Map<string, Wish>();
  #wish: Wish = { topics: [], lookedAt: document.visibilityState === "visible" ? Date.now() : 0 };
  /** Since when there is no room for what this tab wants to hear; null when there is. */
  #unheardSince: number | null = null;
  #channel: BroadcastChannel | null = null;
  #leader: LeaderStreams | null = null;
  #release: () => void = () => {};
  #stopped = false;
  #lastHeard = Date.now();
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor(handlers: HubHandlers) {
    this.#handlers = handlers;
  }

  start(): void {
    if (typeof BroadcastChannel === "undefined" || !navigator.locks) {
      this.#lead();
      return;
    }
    this.#channel = new BroadcastChannel(lockName);
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#hear(data);
    this.#watch = setInterval(() => this.#watchLeader(), 2000);
    addEventListener("pagehide", this.#leave);
    addEventListener("pageshow", this.#repeatWish);
    addEventListener("focus", this.#seeLook);
    document.addEventListener("visibilitychange", this.#seeLook);
    this.#sayWish(true);
    void this.#queueForLock(false);
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#watch);
    removeEventListener("pagehide", this.#leave);
    removeEventListener("pageshow", this.#repeatWish);
    removeEventListener("focus", this.#seeLook);
    document.removeEventListener("visibilitychange", this.#seeLook);
    this.#leave();
    this.#release();
    this.#leader?.stop();
    this.#channel?.close();
  }

  /** Sets what this tab wants to hear about. */
  want(topics: LiveTopic[]): void {
    this.#wish = { ...this.#wish, topics };
    this.#sayWish(false);
  }

  retryNow(): void {
    this.#seeLook();
    this.#leader?.retryNow();
    this.#channel?.postMessage({ type: "retry" } satisfies Message);
  }

  readonly #leave = (): void => this.#channel?.postMessage({ type: "gone", tab: this.#tab } satisfies Message);

  async #queueForLock(steal: boolean): Promise<void> {
    try {
      await navigator.locks.request(lockName, steal ? { steal } : {}, () => {
        if (this.#stopped) return;
        this.#lead();
        return new Promise<void>((resolve) => {
          this.#release = resolve;
        });
      });
    } catch {
      // Another tab took the lock away because it heard nothing from this one.
      this.#leader?.stop();
      this.#leader = null;
      this.#lastHeard = Date.now();
      if (!this.#stopped) void this.#queueForLock(false);
    }
  }

  #lead(): void {
    this.#leader = new LeaderStreams({
      onEvent: (event) => this.#tell({ type: "event", event }),
      onState: (state, unheard) => this.#tell({ type: "state", state, unheard }),
    });
    this.#carry();
    this.#channel?.postMessage({ type: "who" } satisfies Message);
  }

  #tell(message: Extract<Message, { type: "event" | "state" }>): void {
    this.#channel?.postMessage(message);
    this.#deliver(message);
  }

  #deliver(message: Extract<Message, { type: "event" | "state" }>): void {
    this.#lastHeard = Date.now();
    if (message.type === "event") this.#handlers.onEvent(message.event);
    else this.#deliverState(message);
  }

  #deliverState({ state, unheard = [] }: Extract<Message, { type: "state" }>): void {
    const isUnheard = this.#wish.topics.some((topic) => unheard.includes(topic.project));
    this.#unheardSince = isUnheard ? (this.#unheardSince ?? Date.now()) : null;
    if (this.#unheardSince === null) this.#handlers.onState(state);
    else this.#handlers.onState({ phase: "lost", since: this.#unheardSince, retryAt: null });
  }

  #hear(message: Message): void {
    if (message.type === "event" || message.type === "state") {
      if (!this.#leader) this.#deliver(message);
    } else if (message.type === "who") this.#repeatWish();
    else if (message.type === "retry") this.#leader?.retryNow();
    else this.#hearWish(message);
  }

  #hearWish(message: Extract<Message, { type: "want" | "gone" }>): void {
    if (message.type === "gone") this.#wishes.delete(message.tab);
    else this.#wishes.set(message.tab, message);
    this.#carry();
    if (message.type === "want" && message.joined) this.#leader?.repeat();
  }

  readonly #repeatWish = (): void => this.#sayWish(false);

  /** What somebody looks at goes before what was looked at earlier. */
  readonly #seeLook = (): void => {
    if (document.visibilityState !== "visible") return;
    this.#wish = { ...this.#wish, lookedAt: Date.now() };
    this.#sayWish(false);
  };

  #sayWish(joined: boolean): void {
    this.#wishes.set(this.#tab, this.#wish);
    this.#carry();
    this.#channel?.postMessage({ type: "want", tab: this.#tab, ...this.#wish, joined } satisfies Message);
  }

  #carry(): void {
    const wishes = [...this.#wishes.values()].sort((a, b) => (a.lookedAt ?? 0) - (b.lookedAt ?? 0));
    this.#leader?.carry(wishes.flatMap((wish) => wish.topics));
  }

  #watchLeader(): void {
    if (this.#leader || Date.now() - this.#lastHeard < leaderSilence) return;
    this.#handlers.onState({ phase: "lost", since: this.#lastHeard, retryAt: null });
    if (document.visibilityState === "visible") void this.#queueForLock(true);
    this.#lastHeard = Date.now() - leaderSilence + 5000;
  }
}
