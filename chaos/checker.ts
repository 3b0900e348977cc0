import { fork } from "node:child_process";
import { join } from "node:path";
import type { Violation } from "@/lib/testing/properties/check-rollout";

/** What the checker is to look at. */
export type Watched = { databaseUrl: string; projectId: number; directory: string; hosts: string[] };

/** What the checker has to know beside what it sees. */
export type News =
  /** A worker is gone; others should take over what it had. */
  | { what: "lost"; workerId: string }
  /** A worker ended by itself, which none should. */
  | { what: "died"; words: string }
  /** The product has said yes to these. */
  | { what: "aborted"; rolloutId: number }
  | { what: "reported"; sha: string }
  /** Nothing is at work any more: look at everything and tell. */
  | { what: "finish" };

export type Findings = {
  violations: Violation[];
  /** How often everything was looked at. */
  looks: number;
  /** Rollouts by their final state. */
  ends: Record<string, number>;
  deploys: { taken: number; again: number; unknown: number };
  /** Seconds from the wish to the end. */
  abortSeconds: number[];
  /** Seconds until nothing was left in the hands of a lost worker that had something. */
  takeoverSeconds: number[];
};

export type Checker = {
  tell(news: News): void;
  /** Looks a last time. */
  finish(): Promise<Findings>;
  end(): Promise<void>;
};

/** Starts the process that looks at the database and the machines all the time, and shares nothing with the product. */
export async function startChecker(watched: Watched): Promise<Checker> {
  const child = fork(join(import.meta.dirname, "checker-process.ts"), [JSON.stringify(watched)], {
    execArgv: ["--import", "tsx"],
  });
  // Told by `finish`: a checker that has ended has seen nothing.
  child.on("error", () => {});
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    tell: (news) => void child.send(news),
    finish: () =>
      new Promise((resolve, reject) => {
        child.once("message", (findings) => resolve(findings as Findings));
        void exited.then(() => reject(new Error("The checker has ended.")));
        child.send({ what: "finish" } satisfies News);
      }),
    async end() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
