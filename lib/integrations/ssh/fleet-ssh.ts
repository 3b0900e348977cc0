import type { Step } from "@/lib/contracts/project-file";

/**
 * What Sauron asks of a host, in its own words. `node-fleet-ssh.ts` does it over SSH, `fake-fleet-ssh.ts` in memory;
 * both pass `fleet-ssh.contract.ts`.
 */
export interface FleetSsh {
  /** Runs the deploy steps on one host under the host guard. Never throws for anything the host or network does. */
  deploy(target: SshTarget, command: DeployCommand, watch: DeployWatch): Promise<DeployOutcome>;
  /** Asks a host what it runs and how the newest deploy there stands. */
  probe(target: SshTarget, question: ProbeQuestion): Promise<ProbeAnswer>;
  /**
   * Ends what is left of the deploy with this number: TERM, the grace, KILL, to the recorded process group. Leaves any
   * other deploy alone. How it went is asked with `probe`.
   */
  stopOrphan(target: SshTarget, orphan: { project: string; graceSeconds: number; fence: bigint }): Promise<void>;
  /** Reads what was appended to a file since `cursor`, whole lines only. */
  readLog(target: SshTarget, read: LogRead): Promise<LogSlice>;
  /** Reads the last lines of a file, in at most so many bytes. */
  readLogTail(target: SshTarget, read: { path: string; maxBytes: number }): Promise<LogTail>;
  /** Reads a page that the host itself reaches, such as the counters of a service there. */
  readPage(target: SshTarget, url: string): Promise<HostPage>;
  /** Closes every pooled connection. */
  close(): Promise<void>;
}

export type SshTarget = {
  name: string;
  address: string;
  port: number;
  user: string;
  /** Path of the private key on this machine. */
  privateKeyPath: string;
  /** Pinned "SHA256:…" fingerprints. Empty = the key is unknown, and the connection is refused. */
  hostKeys: string[];
  /** The host to go through, logged in to with the same key; left out = the target is reached directly. */
  jump?: JumpHost;
};

export type JumpHost = Pick<SshTarget, "name" | "address" | "port" | "user" | "hostKeys">;

export type DeployCommand = {
  project: string;
  rollout: number;
  revision: string;
  /** Grows with every claim; the guard on the host refuses a number not above the highest it has seen. */
  fence: bigint;
  steps: Step[];
  /** Project variables; SAURON_PROJECT, SAURON_ROLLOUT, SAURON_REVISION, SAURON_HOST are added. */
  env: Record<string, string>;
  graceSeconds: number;
};

export type DeployWatch = {
  /** Aborting it sends TERM to the remote process group, after the grace KILL. */
  signal: AbortSignal;
  /** A promise holds the host's output back until it resolves, so that memory stays bounded. */
  onLine(line: OutputLine): void | Promise<void>;
  /** A step has begun (attempt counts from 1). */
  onStep(step: string, attempt: number): void;
};

export type OutputLine = { stream: "out" | "err" | "sys"; text: string; at: number };

export type DeployOutcome =
  | { outcome: "succeeded" }
  | {
      outcome: "failed";
      /** connect: nothing ran. busy: another deploy is on the host. stale: a newer one was there. */
      cause: "connect" | "host-key" | "auth" | "busy" | "stale" | "step" | "timeout";
      step: string | null;
      exitCode: number | null;
      /** What went wrong, as a sentence for a person. */
      reason: string;
      lastErrorLine: string | null;
    }
  | { outcome: "aborted"; step: string | null }
  /** Something ran and nobody knows how it ended; ask with `probe`. */
  | { outcome: "unknown"; step: string | null; reason: string };

export type ProbeQuestion = {
  project: string;
  /** Prints the revision the host runs; omitted = what the newest deploy brought, if that one succeeded. */
  revisionCommand?: string[];
  /**
   * A deploy with this number that has not begun must not begin any more: whoever was to start it may be paused. A host
   * that cannot promise it counts as not reached, unless another deploy is at work there; see `mayBegin`.
   */
  close?: bigint;
};

export type ProbeAnswer =
  | { reached: false; reason: string }
  | {
      reached: true;
      /** What the host says it runs; null when it cannot say. */
      revision: string | null;
      /** The newest deploy the host's guard knows. `running` is checked against live processes: a dead one is "interrupted". */
      lastDeploy: {
        rollout: number;
        revision: string;
        fence: bigint;
        step: string | null;
        state: "running" | "succeeded" | "failed" | "aborted" | "interrupted";
        exitCode: number | null;
      } | null;
      /** What was to be closed is not: another deploy is at work on the host, and afterwards that one may still begin. */
      mayBegin?: true;
    };

/** Where the next read resumes. `head` is a checksum of the file's first bytes, so that a replaced file is noticed. */
export type LogCursor = { inode: number; offset: number; head: string };

export type LogRead = {
  path: string;
  /** Null = start at the end of the file as it is now. */
  cursor: LogCursor | null;
  maxBytes: number;
};

export type LogSlice =
  | { reached: false; reason: string }
  /** `truncated`: more was there than `maxBytes`; the next read goes on where this one ended. */
  | {
      reached: true;
      lines: string[];
      cursor: LogCursor | null;
      truncated: boolean;
      clockOffsetMs: ClockOffset;
    };

export type HostPage = { reached: false; reason: string } | { reached: true; text: string };

export type LogTail =
  | { reached: false; reason: string }
  | { reached: true; lines: string[]; clockOffsetMs: ClockOffset };

/** Clock of the host minus that of this process, milliseconds, as far as it is certain; null = not measured. */
export type ClockOffset = number | null;
