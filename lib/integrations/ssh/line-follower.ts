import type { ByteLine } from "./byte-lines";
import type { SshTarget } from "./fleet-ssh";

/**
 * Listens to a command at another machine that goes on for ever and tells what happens there, line by line.
 * `node-line-follower.ts` does it over SSH, `fake-line-follower.ts` in memory.
 */
export interface LineFollower {
  /**
   * Runs the command until it ends, the connection is lost, or `signal` is aborted; resolves with why, as a sentence for
   * a person. Never throws for anything the host or network does; only for what `watch` itself throws.
   */
  follow(target: SshTarget, command: string, watch: FollowWatch): Promise<string>;
  /** Ends every connection. */
  close(): Promise<void>;
}

export type FollowWatch = {
  signal: AbortSignal;
  /** The command runs. */
  onStart(): Promise<void>;
  /** The next line is not read before this one is done with, so that memory stays bounded. */
  onLine(line: ByteLine): Promise<void>;
};

/** Longest line that is kept; bytes. As long as a delivery that is posted may be. */
export const longestLine = 1_000_000;

export const stoppedFollowing = "Sauron stopped listening.";
