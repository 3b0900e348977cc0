import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import type { Fact } from "../interpretation";

/** What a call of a sender's own API came to; the reason is a sentence without secrets. */
export type ApiAnswer<T> = { ok: true; value: T } | { ok: false; reason: string };

/** A commit status as git hosts show it. */
export type CommitStatus = {
  sha: string;
  context: string;
  state: "pending" | "success" | "failure" | "error";
  description: string;
  targetUrl: string | null;
};

/** A test run as we know it, to be asked about. */
export type AskedRun = { sha: string; context: string; attempt: number; externalId: string | null };

/** What a sender says about a run when it is asked. */
export type RunAnswer = {
  status: TestRunStatus;
  /** Its attempt or build number; null = it counts none. */
  attempt: number | null;
  externalId: string | null;
  url: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
};

/** The API of a sender's own. None of these throws for what the sender or the network does. */
export interface SenderApi {
  /** Tells a commit status; undefined = this kind of sender takes none. */
  reportStatus?(status: CommitStatus): Promise<ApiAnswer<null>>;
  /** Tells the same to a build that asked for it, by the sender's own name; undefined = none of its builds asks. */
  answerBuild?(build: string, status: CommitStatus): Promise<ApiAnswer<null>>;
  /** How a run stands; null = the sender knows of none. */
  readRun(run: AskedRun): Promise<ApiAnswer<RunAnswer | null>>;
  /** Asks for another attempt; undefined = this kind of sender cannot be asked. */
  rerun?(run: AskedRun): Promise<ApiAnswer<null>>;
  /** What is known of an object that a delivery only names; undefined = its deliveries tell all there is. */
  lookUp?(object: string): Promise<ApiAnswer<Fact[]>>;
}

export type SenderApiAccess = { url: string; repository: string; token: string | null };
