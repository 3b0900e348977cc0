import type { ByteLine } from "./byte-lines";
import type { SshTarget } from "./fleet-ssh";
import { type FollowWatch, type LineFollower, stoppedFollowing } from "./line-follower";

export type FakeLineFollower = LineFollower & {
  /** Who listens now, in the order they came. */
  readonly listeners: FakeListener[];
  /** Why nobody can connect; null = everybody can. */
  refusal: string | null;
};

export type FakeListener = {
  target: SshTarget;
  command: string;
  /** Tells a line; resolves once the listener is done with it. */
  tell(line: ByteLine): Promise<void>;
  /** Ends the connection. */
  cut(reason: string): void;
};

/** A command in memory that tells what a test lets it tell. */
export function createFakeLineFollower(): FakeLineFollower {
  const follower: FakeLineFollower = {
    listeners: [],
    refusal: null,
    follow: (target, command, watch) => follow(follower, target, command, watch),
    async close() {},
  };
  return follower;
}

async function follow(
  follower: FakeLineFollower,
  target: SshTarget,
  command: string,
  watch: FollowWatch,
): Promise<string> {
  if (watch.signal.aborted) return stoppedFollowing;
  if (follower.refusal !== null) return follower.refusal;
  await watch.onStart();
  return new Promise<string>((resolve, reject) => {
    const end = (settle: () => void) => {
      const at = follower.listeners.indexOf(listener);
      if (at >= 0) follower.listeners.splice(at, 1);
      settle();
    };
    const listener: FakeListener = {
      target,
      command,
      tell: (line) => watch.onLine(line).catch((error) => end(() => reject(error))),
      cut: (reason) => end(() => resolve(reason)),
    };
    follower.listeners.push(listener);
    if (watch.signal.aborted) listener.cut(stoppedFollowing);
    else watch.signal.addEventListener("abort", () => listener.cut(stoppedFollowing), { once: true });
  });
}
