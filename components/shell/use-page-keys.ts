"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { nextRow } from "@/components/shell/next-row";
import { usePreferences } from "@/components/shell/preferences-store";
import { isTyping, useKey } from "@/components/shell/use-key";

/** How long after `g` the second key may come; ms. */
const pairTime = 1500;

/** Keys of every page of a project: `j` and `k` go through the rows of its lists, `g` and a letter to other pages. */
export function usePageKeys(project: string): void {
  const router = useRouter();
  useKey("j", () => focusRow(1));
  useKey("k", () => focusRow(-1));
  useKeyPair("g", "n", () => router.push(`/p/${project}`));
  useKeyPair("g", "h", () => router.push(`/p/${project}/history`));
  useKeyPair("g", "d", () => router.push(`/p/${project}/decisions`));
  useKeyPair("g", "s", () => router.push(`/p/${project}/settings`));
  useKeyPair("g", "p", () => router.push("/"));
}

/** Rows say so by `data-row`; what takes the focus in them is inside `data-row-door`. */
function focusRow(direction: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("#main [data-row]")];
  const current = rows.findIndex((row) => row.contains(document.activeElement));
  const to = nextRow(current, rows.length, direction);
  const door = to === null ? null : rows[to]?.querySelector<HTMLElement>("[data-row-door] :is(a, button, summary)");
  door?.focus();
}

function useKeyPair(first: string, second: string, act: () => void): void {
  const { keys } = usePreferences();
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!keys) return;
    let firstAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.repeat || isTyping(event)) return;
      if (event.key === second && event.timeStamp - firstAt < pairTime) latest.current();
      firstAt = event.key === first ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [keys, first, second]);
}
