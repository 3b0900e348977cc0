"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, newIdempotencyKey, postAction } from "@/components/live/api-client";

export type ActionState<Answer> =
  | { phase: "idle" }
  | { phase: "sending" }
  | { phase: "done"; answer: Answer }
  | { phase: "failed"; error: ApiError };

export interface Action<Answer> {
  state: ActionState<Answer>;
  /** When this browser asked first, ISO; null before. */
  askedAt: string | null;
  run: () => void;
}

/**
 * One wish of a person to the server. However often it is run, it carries one key, so that a retry after a lost answer
 * cannot do the thing twice. It is optimistic about nothing: only the server's answer makes it done.
 * @param post how it is sent
 */
export function useAction<Answer>(path: string, body: object, post = postAction): Action<Answer> {
  const [state, setState] = useState<ActionState<Answer>>({ phase: "idle" });
  const [askedAt, setAskedAt] = useState<string | null>(null);
  const [key] = useState(newIdempotencyKey);
  const busy = useRef(false);
  const run = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    setAskedAt((known) => known ?? new Date().toISOString());
    setState({ phase: "sending" });
    try {
      setState({ phase: "done", answer: await post<Answer>(path, body, key) });
    } catch (error) {
      const known = error instanceof ApiError ? error : new ApiError("network", String(error));
      setState({ phase: "failed", error: known });
    } finally {
      busy.current = false;
    }
  }, [path, body, key, post]);
  return { state, askedAt, run };
}

/** Calls `then`, which stays the same function, once the wish is done. */
export function useWhenDone({ state }: Pick<Action<unknown>, "state">, then: () => void): void {
  const isDone = state.phase === "done";
  useEffect(() => {
    if (isDone) then();
  }, [isDone, then]);
}

/** How long a dialog that has just opened ignores being confirmed, in ms. */
const guardTime = 350;

/** False for the first moments after mounting: a double click that opened something must not also confirm it. */
export function useConfirmGuard(): () => boolean {
  const openedAt = useRef(Number.POSITIVE_INFINITY);
  useEffect(() => {
    openedAt.current = performance.now();
  }, []);
  return useCallback(() => performance.now() - openedAt.current >= guardTime, []);
}
