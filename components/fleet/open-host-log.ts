import type { MouseEvent } from "react";
import { changeViewQuery } from "@/components/rollout/use-view-query";

/** The log of the rollout that is shown, with the lines of one host. */
export function hostLogAddress(host: string): string {
  return `?${new URLSearchParams({ tab: "log", host })}`;
}

/** Goes there without asking the server; opened beside, it is a page like any other. */
export function openHostLog(event: MouseEvent, host: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  changeViewQuery({ tab: "log", host }, "push");
}
