"use client";

import { useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { newIdempotencyKey, postAction } from "@/components/live/api-client";
import { announce } from "@/components/shell/announcer";

/** Lets a worker look again now, as often as a person likes; what it finds comes in with the next view. */
export function AskButton({ word, path }: { word: string; path: string }) {
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const ask = async () => {
    if (isAsking) return;
    setAsking(true);
    const text = await postAction(`/api/v1${path}`, {}, newIdempotencyKey()).then(
      () => "Asked; the answer shows here.",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    setSaid(text);
    announce(text);
    setAsking(false);
  };
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {said && <span className="text-meta text-ink-2">{said}</span>}
      <ActButton needs="look" aria-disabled={isAsking} onClick={ask}>
        {isAsking ? "Asking…" : word}
      </ActButton>
    </span>
  );
}
