"use client";

import { useSearchParams } from "next/navigation";

export const rolloutTabs = ["overview", "hosts", "canary", "log", "events"] as const;

export type RolloutTab = (typeof rolloutTabs)[number];

/** What the page shows, as the address tells it. */
export function useViewQuery(): URLSearchParams {
  return new URLSearchParams(useSearchParams());
}

export function readTab(text: string | null): RolloutTab {
  return rolloutTabs.find((tab) => tab === text) ?? "overview";
}

/**
 * Changes the address without asking the server: all that is shown is loaded already. A new tab is a step that Back
 * undoes; a filter is not, and what is marked stays marked. A null removes the parameter.
 */
export function changeViewQuery(changes: Record<string, string | null>, step: "push" | "replace"): void {
  const marked = step === "replace" ? location.hash : "";
  window.history[`${step}State`](null, "", `${viewAddress(new URLSearchParams(location.search), changes)}${marked}`);
}

/** The address of the same page with other parameters. */
export function viewAddress(query: URLSearchParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") next.delete(name);
    else next.set(name, value);
  }
  return `?${next}`;
}
