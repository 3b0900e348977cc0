"use client";

import { useEffect, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

/**
 * Gives the whole screen to the page, whose top bar then makes room. It is the page and not the log alone, so that the
 * rollout's state and Abort stay in sight. Not shown where the browser cannot do it.
 */
export function FullScreenButton() {
  const isFull = useSyncExternalStore(
    subscribe,
    () => document.fullscreenElement !== null,
    () => false,
  );
  const isPossible = useSyncExternalStore(
    subscribe,
    () => document.fullscreenEnabled === true,
    () => false,
  );
  useEffect(() => () => void leave(), []);
  if (!isPossible) return null;
  return (
    <Button onClick={() => void (isFull ? leave() : enter())}>{isFull ? "Leave full screen" : "Full screen"}</Button>
  );
}

function subscribe(listener: () => void): () => void {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
}

async function enter(): Promise<void> {
  // A browser may refuse; then the page stays as it is.
  await document.documentElement.requestFullscreen().catch(() => {});
}

async function leave(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen().catch(() => {});
}
