"use client";

import { useCallback, useEffect, useState } from "react";
import { ApiError, fetchJson, newIdempotencyKey, postAction } from "@/components/live/api-client";
import { mergeChecks } from "@/components/setup/merge-checks";
import type { CheckInput, CheckView } from "@/lib/contracts/checks";

/** How often the workers' answers are asked for, ms. */
const pollTime = 1000;

interface Reply {
  checks: CheckView[];
}

/** Of how many at once. */
const mostAsked = 500;

export interface Checks {
  /** The newest check of each target. */
  checks: CheckView[];
  /** Why they could not be asked for; null when they could. */
  problem: string | null;
  ask: (inputs: CheckInput[], knownHosts?: string) => Promise<void>;
  /** Asks for checks at another address of the API, which knows by itself what to look at. */
  begin: (path: string, body: object) => Promise<void>;
}

/** Lets workers look at things, and shows what they find. */
export function useChecks(): Checks {
  const [checks, setChecks] = useState<CheckView[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const take = useCallback(async (asked: Promise<Reply>) => {
    try {
      const { checks: fresh } = await asked;
      setChecks((known) => mergeChecks(known, fresh));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : "Sauron cannot be reached.");
    }
  }, []);
  const begin = useCallback(
    (path: string, body: object) => take(postAction<Reply>(`/api/v1${path}`, body, newIdempotencyKey())),
    [take],
  );
  const ask = useCallback(
    (inputs: CheckInput[], knownHosts = "") =>
      begin("/checks", { checks: inputs, ...(knownHosts.trim() === "" ? {} : { knownHosts }) }),
    [begin],
  );
  const waiting = checks
    .filter(({ state }) => state === "waiting")
    .slice(0, mostAsked)
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    if (waiting === "") return;
    const timer = setInterval(() => void take(fetchJson<Reply>(`/api/v1/checks?ids=${waiting}`)), pollTime);
    return () => clearInterval(timer);
  }, [waiting, take]);
  return { checks, problem, ask, begin };
}
