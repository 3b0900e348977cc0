import type { LogLine } from "@/lib/contracts/views";

/** Lines are asked for in pages of this many. */
export const pageLines = 1000;

/**
 * The lines of one log that this tab holds, by number. Line n of the log is always line n here, whatever arrived first,
 * so loading older lines moves nothing. A line that is held is never replaced: lines do not change.
 */
export class LogLines {
  /** Lines the log has as far as is known, held or not. */
  total = 0;
  /** Lines that are held. */
  held = 0;
  /** Grows with every change. */
  version = 0;
  readonly #pages = new Map<number, (LogLine | undefined)[]>();
  readonly #most: number;

  /** @param most lines kept in memory; pages far from the newest addition go first */
  constructor(most = 200_000) {
    this.#most = most;
  }

  /** Takes lines in any order; returns how many were new. */
  add(lines: readonly LogLine[], total = 0): number {
    let added = 0;
    for (const line of lines) {
      const page = this.#page(Math.floor((line.line - 1) / pageLines));
      const slot = (line.line - 1) % pageLines;
      if (page[slot]) continue;
      page[slot] = line;
      added++;
      if (line.line > this.total) this.total = line.line;
    }
    this.held += added;
    if (total > this.total) this.total = total;
    this.version++;
    const newest = lines.at(-1);
    if (newest && this.held > this.#most) this.#dropFarFrom(Math.floor((newest.line - 1) / pageLines));
    return added;
  }

  get(line: number): LogLine | undefined {
    return this.#pages.get(Math.floor((line - 1) / pageLines))?.[(line - 1) % pageLines];
  }

  /** The first line of [first, last] that is not held; null when all are. */
  firstMissing(first: number, last: number): number | null {
    for (let line = Math.max(1, first); line <= Math.min(last, this.total); line++) if (!this.get(line)) return line;
    return null;
  }

  *[Symbol.iterator](): Iterator<LogLine> {
    for (const number of [...this.#pages.keys()].sort((a, b) => a - b)) {
      for (const line of this.#pages.get(number) ?? []) if (line) yield line;
    }
  }

  #page(number: number): (LogLine | undefined)[] {
    const known = this.#pages.get(number);
    if (known) return known;
    const made: (LogLine | undefined)[] = [];
    this.#pages.set(number, made);
    return made;
  }

  #dropFarFrom(page: number): void {
    const farthest = [...this.#pages.keys()].reduce((a, b) => (Math.abs(b - page) > Math.abs(a - page) ? b : a));
    this.held -= this.#pages.get(farthest)?.filter(Boolean).length ?? 0;
    this.#pages.delete(farthest);
  }
}
