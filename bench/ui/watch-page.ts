import type { Page } from "@playwright/test";

/** What a page has noted of itself since it was opened. Times in ms, since the navigation where they are moments. */
export type Watched = {
  lcp: number;
  /** Worst session window of layout shifts that nobody asked for, as web vitals count them. */
  shift: number;
  /** What was moved most by a single one of them. */
  moved: string;
  /** Longest time from input to paint of each interaction, those of less than 16 ms left out. */
  interactions: Record<number, { name: string; ms: number }>;
  /** Blocking time of long animation frames. */
  blocking: number;
  longestTask: number;
  /** When the last log line with text was in sight, at the next frame. */
  firstLine: number | null;
  /** Most log lines that were in the page at once. */
  mostLines: number;
  /** Intervals that run. */
  tickers: number;
};

type Interaction = PerformanceEntry & { interactionId: number; target: Node | null };
type LayoutShift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };

/** Runs in the page before anything of its own. */
export function watchPage(): void {
  const watched: Watched = {
    lcp: Number.NaN,
    shift: 0,
    moved: "nothing",
    interactions: {},
    blocking: 0,
    longestTask: 0,
    firstLine: null,
    mostLines: 0,
    tickers: 0,
  };
  Object.assign(window, { watched });
  const running = new Set<number>();
  const { setInterval: begin, clearInterval: end } = window;
  window.setInterval = ((...args: Parameters<typeof begin>) => {
    const id = begin(...args) as unknown as number;
    watched.tickers = running.add(id).size;
    return id;
  }) as typeof begin;
  window.clearInterval = (id) => {
    running.delete(id as number);
    watched.tickers = running.size;
    end(id);
  };
  const observe = <Entry>(type: string, see: (entry: Entry) => void, options: object = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) see(entry as Entry);
    }).observe({ type, buffered: true, ...options });

  observe<PerformanceEntry>("largest-contentful-paint", ({ startTime }) => {
    watched.lcp = startTime;
  });
  const nameNode = (node: Node | null | undefined) => {
    const text = node?.textContent?.trim().replace(/\s+/g, " ").slice(0, 24);
    return `${node?.nodeName.toLowerCase()} "${text}"`;
  };
  let worstShift = 0;
  let shifts = { from: 0, last: Number.NEGATIVE_INFINITY, sum: 0 };
  observe<LayoutShift>("layout-shift", (entry) => {
    if (entry.hadRecentInput) return;
    const { startTime, value } = entry;
    if (value > worstShift) {
      worstShift = value;
      watched.moved = nameNode(entry.sources[0]?.node);
    }
    const goesOn = startTime - shifts.last < 1000 && startTime - shifts.from < 5000;
    shifts = goesOn
      ? { ...shifts, last: startTime, sum: shifts.sum + value }
      : { from: startTime, last: startTime, sum: value };
    watched.shift = Math.max(watched.shift, shifts.sum);
  });
  const note = ({ interactionId, name, duration, target }: Interaction) => {
    if (interactionId === 0 || duration <= (watched.interactions[interactionId]?.ms ?? 0)) return;
    const label = target instanceof Element ? target.getAttribute("aria-label") : null;
    watched.interactions[interactionId] = { name: `${name} on ${label ?? nameNode(target)}`, ms: duration };
  };
  observe("event", note, { durationThreshold: 16 });
  observe<PerformanceEntry & { blockingDuration: number }>("long-animation-frame", ({ blockingDuration }) => {
    watched.blocking += blockingDuration;
  });
  observe<PerformanceEntry>("longtask", ({ duration }) => {
    watched.longestTask = Math.max(watched.longestTask, duration);
  });
  const lines = document.getElementsByClassName("log-line");
  // A line that came with the page may be in a part that is not shown yet, or be out of sight until a script scrolls.
  const isInSight = (line: Element | undefined) => {
    const { height = 0, top = 0 } = line?.querySelector("bdi")?.getBoundingClientRect() ?? {};
    return height > 0 && top > 0 && top < innerHeight;
  };
  const countLines = () => {
    watched.mostLines = Math.max(watched.mostLines, lines.length);
    if (watched.firstLine === null && isInSight(lines[lines.length - 1])) {
      watched.firstLine = Number.NaN;
      requestAnimationFrame(() => {
        watched.firstLine = performance.now();
      });
    }
  };
  new MutationObserver(countLines).observe(document, { childList: true, subtree: true });
}

export function readWatched(page: Page): Promise<Watched> {
  return page.evaluate(() => (window as unknown as { watched: Watched }).watched);
}

/** Forgets what the page has noted of its work so far. */
export function forgetWork(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { watched } = window as unknown as { watched: Watched };
    Object.assign(watched, { blocking: 0, longestTask: 0, mostLines: 0, interactions: {} });
  });
}
