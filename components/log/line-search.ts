import type { LogLines } from "@/components/log/log-lines";
import type { LogLine } from "@/lib/contracts/views";
import { plainText } from "@/lib/domain/log/ansi";

/** Looks through texts for one thing. */
export interface TextSearcher {
  /** Which of the texts match, by index. Rejects with a sentence for the reader when it has to give up. */
  search(texts: string[]): Promise<number[]>;
  stop(): void;
}

export interface LineSearchResult {
  /** What was looked for; null when nothing is. */
  key: string | null;
  /** Numbers of the loaded lines that match, in order. */
  hits: readonly number[];
  /** Whether every loaded line has been looked at. */
  isDone: boolean;
  /** Why the search ended early. */
  error: string | null;
}

/** Lines looked through at once. */
const sliceLines = 500;
/** How long they are looked through before the page may do something else; ms. */
const longestTurn = 10;
/** What is found is told this often while there is more to look at, because each time the page is drawn anew; ms. */
const tellTime = 100;

export const noResult: LineSearchResult = { key: null, hits: [], isDone: true, error: null };

/**
 * One search through the lines that a tab holds. It looks at what is visible of a line, not at colour codes, in slices,
 * and at every line once: lines do not change, so what comes later is all there is left to look at.
 */
export class LineSearch {
  readonly #lines: LogLines;
  readonly #listeners = new Set<() => void>();
  #result = noResult;
  #searcher: TextSearcher | null = null;
  #seen = new Set<number>();
  #hits: number[] = [];
  #toldAt = 0;
  #turnBegan = 0;
  /** What was held when the last look at everything began. */
  #looked = { held: 0, last: 0 };
  #running = false;
  #version = -1;

  constructor(lines: LogLines) {
    this.#lines = lines;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly result = (): LineSearchResult => this.#result;

  /** Looks for something else from now on; null stops. */
  look(key: string | null, searcher: TextSearcher | null): void {
    this.#searcher?.stop();
    this.#searcher = searcher;
    this.#seen = new Set();
    this.#hits = [];
    this.#looked = { held: 0, last: 0 };
    this.#running = false;
    this.#version = -1;
    this.#publish(searcher ? { key, hits: [], isDone: false, error: null } : noResult);
    this.notice();
  }

  /** Lines may have come. */
  notice(): void {
    if (this.#running || !this.#searcher || this.#result.error !== null) return;
    if (this.#version !== this.#lines.version) void this.#run(this.#searcher);
  }

  async #run(searcher: TextSearcher): Promise<void> {
    this.#running = true;
    this.#turnBegan = performance.now();
    try {
      while (searcher === this.#searcher && this.#version !== this.#lines.version) {
        this.#version = this.#lines.version;
        await this.#lookAtAll(searcher);
      }
      if (searcher === this.#searcher) this.#tell(true);
    } catch (error) {
      if (searcher !== this.#searcher) return;
      this.#publish({ ...this.#result, hits: [], isDone: true, error: error instanceof Error ? error.message : "" });
    } finally {
      if (searcher === this.#searcher) this.#running = false;
    }
  }

  async #lookAtAll(searcher: TextSearcher): Promise<void> {
    const { held, total } = this.#lines;
    const onlyEndGrew = held - this.#looked.held === total - this.#looked.last;
    const candidates = onlyEndGrew ? linesAfter(this.#lines, this.#looked.last) : this.#lines;
    this.#looked = { held, last: total };
    let slice: LogLine[] = [];
    for (const line of candidates) {
      if (this.#seen.has(line.line)) continue;
      slice.push(line);
      if (slice.length < sliceLines) continue;
      await this.#lookAt(searcher, slice);
      if (searcher !== this.#searcher) return;
      slice = [];
      if (performance.now() - this.#turnBegan < longestTurn) continue;
      await letOthersWork();
      this.#turnBegan = performance.now();
    }
    if (slice.length > 0) await this.#lookAt(searcher, slice);
  }

  async #lookAt(searcher: TextSearcher, slice: LogLine[]): Promise<void> {
    const found = await searcher.search(slice.map((line) => plainText(line.text)));
    if (searcher !== this.#searcher) return;
    for (const line of slice) this.#seen.add(line.line);
    const added = found.flatMap((index) => slice[index]?.line ?? []);
    if (added.length === 0) return;
    const isInOrder = (this.#hits.at(-1) ?? 0) < (added[0] ?? 0);
    this.#hits.push(...added);
    if (!isInOrder) this.#hits.sort((a, b) => a - b);
    if (performance.now() - this.#toldAt > tellTime) this.#tell(this.#result.isDone);
  }

  /** Says what was found so far, unless that is known. */
  #tell(isDone: boolean): void {
    const { hits, ...known } = this.#result;
    if (hits.length === this.#hits.length && isDone === known.isDone) return;
    this.#toldAt = performance.now();
    this.#publish({ ...known, hits: [...this.#hits], isDone });
  }

  #publish(result: LineSearchResult): void {
    this.#result = result;
    for (const listener of this.#listeners) listener();
  }
}

/** Lets the page do what waits. A timer is held back by 4 ms each time: in all that is longer than the search. */
function letOthersWork(): Promise<void> {
  return new Promise((goOn) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      goOn();
    };
    port2.postMessage(null);
  });
}

function* linesAfter(lines: LogLines, last: number): Generator<LogLine> {
  for (let number = last + 1; number <= lines.total; number++) {
    const line = lines.get(number);
    if (line) yield line;
  }
}

/** A searcher for what is cheap to look for: it looks at once and here. */
export function directSearcher(matches: (text: string) => boolean): TextSearcher {
  return {
    search: async (texts) => texts.flatMap((text, index) => (matches(text) ? [index] : [])),
    stop: () => {},
  };
}
