"use client";

import { useCallback, useRef, useState } from "react";
import type { RollbackPreview } from "@/lib/contracts/rollback-views";

/**
 * The preview that is shown: the newest, but from the moment a rollback is asked for until that is refused the one it was
 * asked for with. The rollback itself changes what another one would be, and its answer must find the form that asked.
 */
export function useHeldPreview(newest: RollbackPreview | undefined): {
  preview: RollbackPreview | undefined;
  hold: (isAsked: boolean) => void;
} {
  const [held, setHeld] = useState<RollbackPreview | null>(null);
  const latest = useRef(newest);
  latest.current = newest;
  const hold = useCallback(
    (isAsked: boolean) => setHeld((known) => (isAsked ? (known ?? latest.current ?? null) : null)),
    [],
  );
  return { preview: held ?? newest, hold };
}
