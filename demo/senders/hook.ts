import { createHmac } from "node:crypto";

/** A request as a sender makes it. */
export type Hook = { headers: Record<string, string>; body: string };

/** Commits that came onto a branch. */
export type Push = {
  branch: string;
  before: string;
  after: string;
  author: { name: string; email: string };
  message: string;
  at: Date;
};

/** What a build says of a commit. */
export type BuildReport = {
  sha: string;
  branch: string;
  /** Number of the build, which counts up for all commits. */
  build: number;
  status: "running" | "passed" | "failed";
  startedAt: Date;
  finishedAt: Date | null;
};

export function signHex(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}

/** A body and its headers, once the headers that depend on its bytes are known. */
export function jsonHook(body: unknown, headersOf: (text: string) => Record<string, string>): Hook {
  const text = JSON.stringify(body);
  return { headers: { "content-type": "application/json", ...headersOf(text) }, body: text };
}

/** Seconds without a fraction, as most senders write times. */
export function isoSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

export function epochSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
