import { type BlockPlaces, type BlockRange, type Viewport, visibleBlocks } from "@/components/log/log-blocks";

/** Height that a reader's box is taken to have until it is there; px. */
const likelyHeight = 1200;

/**
 * The blocks of a log that its reader sees. It is told to whoever draws them and not to what stands around the log, which
 * would be drawn anew with every step of a scroll.
 */
export class Sight {
  readonly #listeners = new Set<() => void>();
  #blocks: BlockRange = { first: 0, last: -1 };
  #height = likelyHeight;
  #places: BlockPlaces | null = null;

  constructor(places: BlockPlaces) {
    this.#blocks = this.#atEnd(places);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly blocks = (): BlockRange => this.#blocks;

  /** The reader is somewhere else, or there is more to read. */
  see(viewport: Viewport, places: BlockPlaces): void {
    this.#height = viewport.height;
    this.#places = places;
    const next = visibleBlocks(viewport, places, this.#blocks);
    if (next.first === this.#blocks.first && next.last === this.#blocks.last) return;
    this.#blocks = next;
    for (const listener of this.#listeners) listener();
  }

  /** What somebody who follows the log will see of it; null when that is known. */
  foresee(places: BlockPlaces): BlockRange | null {
    return places === this.#places ? null : this.#atEnd(places);
  }

  #atEnd(places: BlockPlaces): BlockRange {
    const scrollTop = Math.max(0, places.height - this.#height);
    return visibleBlocks({ scrollTop, height: this.#height }, places, this.#blocks);
  }
}
