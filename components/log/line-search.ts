import { plainText } from "@/components/log/ansi";
import type { LogLines } from "@/components/log/log-lines";
import type { LogLine } from "@/lib/contracts/views";

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

/** Lines looked through before the page may draw again. */
const sliceLines = 2000;

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
    try {
      while (searcher === this.#searcher && this.#version !== this.#lines.version) {
        this.#version = this.#lines.version;
        await this.#lookAtAll(searcher);
      }
      if (searcher === this.#searcher) this.#publish({ ...this.#result, isDone: true });
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
      await new Promise((resolve) => setTimeout(resolve));
    }
    if (slice.length > 0) await this.#lookAt(searcher, slice);
  }

  async #lookAt(searcher: TextSearcher, slice: LogLine[]): Promise<void> {
    const found = await searcher.search(slice.map((line) => plainText(line.text)));
    if (searcher !== this.#searcher) return;
    for (const line of slice) this.#seen.add(line.line);
    const added = found.flatMap((index) => slice[index]?.line ?? []);
    if (added.length === 0) return;
    const { hits } = this.#result;
    const inOrder = (hits.at(-1) ?? 0) < (added[0] ?? 0);
    this.#publish({
      ...this.#result,
      hits: inOrder ? [...hits, ...added] : [...hits, ...added].sort((a, b) => a - b),
    });
  }

  #publish(result: LineSearchResult): void {
    this.#result = result;
    for (const listener of this.#listeners) listener();
  }
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
