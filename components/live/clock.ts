"use client";

import { createContext, useContext, useSyncExternalStore } from "react";

/**
 * The one clock of the page. It shows the server's time, ticks once a second for everybody, and stands still while the
 * page is not live or held still: a running clock beside old data would say that the data is fresh.
 */
const listeners = new Set<() => void>();
let offset = 0;
let tick = 0;
let stopped = false;
let timer: ReturnType<typeof setInterval> | undefined;

/** The server's time when it rendered the page, for the first paint. */
export const InitialNow = createContext(0);

/** The server's time now, whole seconds since the epoch in ms; changes once a second. */
export function useNow(): number {
  const initial = useContext(InitialNow);
  return useSyncExternalStore(subscribe, readTick, () => initial);
}

/** The server's time as well as it is known, in ms. */
export function serverNow(): number {
  return Date.now() + offset;
}

/** A moment of this computer's clock (ms) as the server would call it, ISO. */
export function toServerTime(ownTime: number): string {
  return new Date(ownTime + offset).toISOString();
}

/** Corrects the clock by a time that just came from the server. Small differences are the network's and are left. */
export function syncClock(serverTime: string): void {
  const difference = Date.parse(serverTime) - Date.now();
  if (Math.abs(difference - offset) > 400) offset = difference;
}

export function stopClock(): void {
  stopped = true;
}

export function startClock(): void {
  stopped = false;
  advance();
}

function readTick(): number {
  if (tick === 0) tick = wholeSecond();
  return tick;
}

function wholeSecond(): number {
  return Math.floor(serverNow() / 1000) * 1000;
}

function advance(): void {
  if (stopped || document.visibilityState === "hidden") return;
  const now = wholeSecond();
  if (now === tick) return;
  tick = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    timer = setInterval(advance, 1000);
    document.addEventListener("visibilitychange", advance);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener("visibilitychange", advance);
  };
}
