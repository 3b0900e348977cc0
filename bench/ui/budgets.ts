/** What a figure may be at most: beyond `goal` it is missed, beyond `limit` the run fails. */
export type Budget = { what: string; unit: "ms" | "KiB" | "MB" | ""; goal?: number; limit: number };

/** "Slow" is a quarter of this computer's speed and the network that browsers call "Slow 4G". */
export const budgets = {
  lcp: { what: "Largest contentful paint", unit: "ms", limit: 1200 },
  lcpSlow: { what: "Largest contentful paint, slow", unit: "ms", limit: 2500 },
  inp: { what: "Interaction to next paint, worst", unit: "ms", goal: 100, limit: 200 },
  inpSlow: { what: "Interaction to next paint, worst, slow", unit: "ms", limit: 300 },
  loadShift: { what: "Layout shift while a page loads", unit: "", limit: 0.02 },
  skeletonShift: { what: "Layout shift from skeleton to data", unit: "", limit: 0.005 },
  liveShift: { what: "Layout shift of a live session", unit: "", limit: 0.02 },
  script: { what: "JavaScript on the wire", unit: "KiB", limit: 190 },
  logScript: { what: "JavaScript on the wire, with a log", unit: "KiB", limit: 195 },
  style: { what: "CSS on the wire", unit: "KiB", limit: 20 },
  fonts: { what: "Fonts and images", unit: "", limit: 0 },
  strayCharts: { what: "Scripts of the charts loaded elsewhere", unit: "", limit: 0 },
  logOpen: { what: "Log: first lines after navigation", unit: "ms", limit: 500 },
  logOpenSlow: { what: "Log: first lines after navigation, slow", unit: "ms", limit: 2500 },
  followFrame: { what: "Log: frame while following, p95", unit: "ms", limit: 17 },
  followFrameSlow: { what: "Log: frame while following, p95, slow", unit: "ms", limit: 50 },
  followBlocking: { what: "Log: blocking while following, in all", unit: "ms", limit: 200 },
  wheelFrame: { what: "Log: frame while wheeling, p95", unit: "ms", limit: 17 },
  wheelFrameSlow: { what: "Log: frame while wheeling, p95, slow", unit: "ms", limit: 50 },
  dragFrame: { what: "Log: frame while dragging the bar, p95", unit: "ms", limit: 34 },
  dragFrameSlow: { what: "Log: frame while dragging the bar, p95, slow", unit: "ms", limit: 67 },
  logRows: { what: "Log: rows drawn at most", unit: "", limit: 400 },
  logHeap: { what: "Log: heap over the same page without it", unit: "MB", limit: 80 },
  logMoved: { what: "Log: pixels that a reader was moved by new lines", unit: "", limit: 0 },
  logCopy: { what: "Log: lines of a selection that were copied wrongly", unit: "", limit: 0 },
  logCentre: { what: "Log: rows that a linked range opens off the middle", unit: "", limit: 1 },
  searchTime: { what: "Log: search of the loaded lines", unit: "ms", limit: 300 },
  searchMiss: { what: "Log: hits more or less than the database has", unit: "", limit: 0 },
  searchTask: { what: "Log: longest task of a search", unit: "ms", limit: 50 },
  gridFrame: { what: "600 hosts change in 2 s: longest frame", unit: "ms", limit: 100 },
  soakHeap: { what: "Heap grown over the events", unit: "MB", limit: 20 },
  soakNodes: { what: "Elements of the page after them", unit: "", limit: 3000 },
  soakTimers: { what: "Tickers more than before them", unit: "", limit: 0 },
  hiddenRequests: { what: "Requests of a hidden tab in 30 s", unit: "", limit: 1 },
  hiddenWork: { what: "Work of a hidden tab, ms in a second", unit: "", limit: 10 },
  shownAgain: { what: "Hidden tab is fresh after it is shown", unit: "ms", limit: 1000 },
  tabStreams: { what: "10 tabs: event streams in all", unit: "", limit: 1 },
  tabAbort: { what: "10 tabs: abort accepted from the last", unit: "ms", limit: 1000 },
  newLeader: { what: "10 tabs: new stream when the leading one is gone", unit: "ms", limit: 3000 },
  abortSeen: { what: "Abort seen in another browser, p95", unit: "ms", limit: 500 },
  abortTitle: { what: "Its title and icon there, longest", unit: "ms", limit: 1000 },
} as const satisfies Record<string, Budget>;

export type BudgetName = keyof typeof budgets;

/** Something that was measured, held to a budget. */
export type Figure = {
  budget: BudgetName;
  /** What it was measured on, e.g. "Now". */
  of: string;
  value: number;
};
