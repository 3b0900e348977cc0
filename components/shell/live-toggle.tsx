"use client";

import { useLive, useLiveStatus } from "@/components/live/live-provider";
import { Glyph } from "@/components/ui/glyph";

const looks = {
  live: { code: "ok", word: "Live" },
  connecting: { code: "wait", word: "Connecting" },
  lost: { code: "unknown", word: "Not live" },
} as const;

/** Says whether what is shown is fresh, and holds the view still when pressed. */
export function LiveToggle() {
  const { store } = useLive();
  const { connection, paused, waiting } = useLiveStatus();
  const look = looks[connection.phase];
  return (
    <button
      type="button"
      aria-pressed={paused}
      data-state={paused ? "paused" : connection.phase}
      onClick={() => (paused ? store.resume() : store.pause())}
      title={paused ? "Show what has changed and go on" : "Hold the view still; updates wait"}
      className="flex min-h-8 items-center gap-1.5 rounded-control border border-edge px-2.5 text-meta font-semibold hover:bg-sunken pointer-coarse:min-h-11"
    >
      {paused ? <PauseSign /> : <Glyph code={look.code} size={14} />}
      {paused ? `Paused${waiting > 0 ? ` · ${waiting} waiting` : ""}` : look.word}
    </button>
  );
}

function PauseSign() {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className="text-hold">
      <path d="M3 2h3v10H3zm5 0h3v10H8z" fill="currentColor" />
    </svg>
  );
}
