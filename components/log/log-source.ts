import { fetchJson } from "@/components/live/api-client";
import type { StreamEvent } from "@/components/live/event-stream-parser";
import { noteLoan } from "@/components/live/free-connection";
import { StreamConnection } from "@/components/live/stream-connection";
import { LogLines, pageLines } from "@/components/log/log-lines";
import { claimStreamSlot } from "@/components/log/stream-slot";
import type { LogLine, LogPage } from "@/lib/contracts/views";

/** New lines are drawn together this often; ms. */
const flushTime = 100;
/** A tab that nobody looks at gives its stream back after this; ms. */
const hiddenTime = 30_000;
/** Without a stream new lines are asked for this often; ms. */
const pollTime = 2000;
/** What has ended may still write its last lines for so long; ms. */
const lastWordsTime = 5000;
/** Logs longer than this are loaded where they are read, not as a whole. */
export const wholeLog = 200_000;

export interface LogSnapshot {
  version: number;
  total: number;
  held: number;
  /** Why lines could not be loaded; null when they could. */
  error: string | null;
}

/**
 * A log as this tab knows it. It shows the end first, then fetches the rest in the background; new lines
 * come by the stream. Lines carry their number, so nothing is drawn twice and a gap is seen and filled.
 */
export class LogSource {
  readonly lines = new LogLines();
  readonly #address: string;
  readonly #listeners = new Set<() => void>();
  readonly #loading = new Set<number>();
  #snapshot: LogSnapshot;
  #error: string | null = null;
  #stopped = false;
  #held = false;
  #flush: ReturnType<typeof setTimeout> | undefined;
  #hidden: ReturnType<typeof setTimeout> | undefined;
  #closeStream: (() => void) | null = null;
  #endLoan: () => void = () => {};
  /** Stands for the following that goes on, so that one which was ended knows; null when none does. */
  #following: object | null = null;
  #isOver = false;
  #ending: ReturnType<typeof setTimeout> | undefined;
  /** Every line up to this one has come or was asked for; the stream goes on after it. */
  #cursor: number;

  /**
   * @param address where pages are read and streamed; its query has begun
   * @param total lines there were when the page was made
   * @param end those of them that it brought along
   */
  constructor(address: string, total: number, end: readonly LogLine[] = []) {
    this.#address = address;
    this.lines.add(end, total);
    this.#cursor = total;
    const { version, held } = this.lines;
    this.#snapshot = { version, total, held, error: null };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): LogSnapshot => this.#snapshot;

  async start(): Promise<void> {
    this.#stopped = false;
    document.addEventListener("visibilitychange", this.#seeVisibility);
    this.#endLoan = noteLoan({ giveBack: () => this.#endFollowing(), takeAgain: () => this.#followAgain() });
    const total = this.#cursor;
    await this.ensureRange(Math.max(1, total - pageLines + 1), Math.max(1, total));
    void this.#follow();
    if (total <= wholeLog) await this.#loadRest(total);
  }

  stop(): void {
    this.#stopped = true;
    document.removeEventListener("visibilitychange", this.#seeVisibility);
    this.#endLoan();
    clearTimeout(this.#hidden);
    clearTimeout(this.#ending);
    clearTimeout(this.#flush);
    this.#flush = undefined;
    this.#endFollowing();
  }

  /** What wrote it has ended: its last words are fetched and the stream is given back. */
  finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#ending = setTimeout(() => {
      this.#endFollowing();
      void this.#loadNewer();
    }, lastWordsTime);
  }

  /** Holds back what is drawn, not what is received. */
  hold(isHeld: boolean): void {
    this.#held = isHeld;
    if (!isHeld) this.#publish();
  }

  /** Loads what is missing of [first, last]. */
  async ensureRange(first: number, last: number): Promise<void> {
    let missing = this.lines.firstMissing(first, last);
    while (missing !== null && !this.#stopped && !this.#loading.has(missing)) {
      const before = this.lines.held;
      await this.#loadPage(missing);
      if (this.lines.held === before) return;
      missing = this.lines.firstMissing(missing, last);
    }
  }

  /** From the end to the start, one page after the other. */
  async #loadRest(total: number): Promise<void> {
    for (let last = total; last > 0 && !this.#stopped; last -= pageLines) {
      await this.ensureRange(Math.max(1, last - pageLines + 1), last);
    }
  }

  async #loadPage(from: number): Promise<LogLine | undefined> {
    this.#loading.add(from);
    try {
      const page = await fetchJson<LogPage>(`${this.#address}&after=${from - 1}&limit=${pageLines}`);
      this.lines.add(page.lines, page.total);
      this.#error = null;
      return page.lines.at(-1);
    } catch (error) {
      this.#error = error instanceof Error ? error.message : "The log cannot be read.";
      return undefined;
    } finally {
      this.#loading.delete(from);
      this.#publishSoon();
    }
  }

  async #follow(): Promise<void> {
    if (this.#following || this.#stopped) return;
    const own = {};
    this.#following = own;
    while (this.#following === own) {
      const release = await claimStreamSlot();
      if (release && this.#following !== own) release();
      else if (release) return this.#openStream(release);
      else {
        await this.#loadNewer();
        await new Promise((resolve) => setTimeout(resolve, pollTime));
      }
    }
  }

  #followAgain(): void {
    if (!this.#isOver) void this.#follow();
  }

  #openStream(release: () => void): void {
    const connection = new StreamConnection({
      address: () => `${this.#address}&after=${this.#cursor}`,
      onEvent: (event) => this.#receive(event),
      onState: () => {},
      silence: null,
    });
    connection.start();
    this.#closeStream = () => {
      connection.stop();
      release();
    };
  }

  #endFollowing(): void {
    this.#following = null;
    this.#closeStream?.();
    this.#closeStream = null;
  }

  #receive(event: StreamEvent): void {
    if (event.event !== "lines") return;
    const lines = JSON.parse(event.data) as LogLine[];
    this.lines.add(lines);
    const first = lines[0]?.line ?? 0;
    if (first > this.#cursor + 1) void this.ensureRange(this.#cursor + 1, first - 1);
    this.#cursor = Math.max(this.#cursor, lines.at(-1)?.line ?? 0);
    this.#publishSoon();
  }

  async #loadNewer(): Promise<void> {
    for (let last = await this.#loadPage(this.#cursor + 1); last && !this.#stopped; ) {
      this.#cursor = Math.max(this.#cursor, last.line);
      last = await this.#loadPage(this.#cursor + 1);
    }
  }

  readonly #seeVisibility = (): void => {
    clearTimeout(this.#hidden);
    if (document.visibilityState === "visible") this.#followAgain();
    else this.#hidden = setTimeout(() => this.#endFollowing(), hiddenTime);
  };

  #publishSoon(): void {
    if (this.#held || this.#flush !== undefined) return;
    this.#flush = setTimeout(() => {
      this.#flush = undefined;
      if (!this.#held) this.#publish();
    }, flushTime);
  }

  #publish(): void {
    const { version, total, held } = this.lines;
    this.#snapshot = { version, total, held, error: this.#error };
    for (const listener of this.#listeners) listener();
  }
}
