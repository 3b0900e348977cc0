import { fetchJson } from "@/components/live/api-client";
import type { LogPattern } from "@/components/log/log-search";
import type { LogHits } from "@/lib/contracts/views";

/** What the server has found in a log that is too long to be loaded as a whole. */
export interface FarSearch {
  /** In order. */
  hits: readonly number[];
  /** Where they were looked for, e.g. "in 300,000 of 850,000 lines". */
  where: string;
  isDone: boolean;
}

type WantedText = Pick<LogPattern, "text" | "matchCase"> & { address: string };

/**
 * Asks for the hits of every line, one part of the log after the other, and tells after each. Lines that are loaded are
 * among them, for they may be dropped while it runs; those that come later are loaded as they come.
 */
export async function searchFar(
  { address, text, matchCase }: WantedText,
  tell: (found: FarSearch) => void,
  signal: AbortSignal,
): Promise<void> {
  const query = new URLSearchParams({ find: text, case: matchCase ? "match" : "ignore" });
  let hits: number[] = [];
  let where = "in loaded lines";
  try {
    for (let after = 0, isDone = false; !isDone; ) {
      const part = await fetchJson<LogHits>(`${searchAddress(address)}&${query}&after=${after}`, signal);
      if (signal.aborted) return;
      hits = hits.concat(part.hits);
      after = part.searched;
      isDone = after >= part.total;
      where = isDone ? "in all lines" : `in ${count(after)} of ${count(part.total)} lines`;
      tell({ hits, where, isDone });
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : "The log cannot be searched.";
    if (!signal.aborted) tell({ hits, where: `${where} only. ${reason}`, isDone: true });
  }
}

function searchAddress(address: string): string {
  return address.replace("/log?", "/log/search?");
}

function count(lines: number): string {
  return lines.toLocaleString("en-US");
}
