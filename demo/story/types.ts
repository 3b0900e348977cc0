/** normal: passes and works. red: fails its own tests. fix: repairs the red one before it. bad: passes, but answers 500. */
export const landingKinds = ["normal", "red", "fix", "bad"] as const;

export type LandingKind = (typeof landingKinds)[number];

/** What the demo knows of its own doing; kept across restarts. */
export type Memory = {
  seed: number;
  /** Commits landed by the story, reverts not counted. */
  landings: number;
  /** Epoch milliseconds. */
  lastLandingAt: number;
  /** The newest landing broke its own tests. */
  redTrunk: boolean;
  bad: BadCommit[];
  /** The rollout that was seen held first at that time. */
  held: { rollout: number; since: number } | null;
};

export type BadCommit = {
  sha: string;
  landedAt: number;
  revertedBy: string | null;
  /** Commits landed between it and its revert. */
  followers: number;
};

/** What the product shows. Times are epoch milliseconds. */
export type Seen = {
  now: number;
  halted: { since: number; rollout: SeenRollout | null } | null;
  doing: SeenRollout | null;
  /** Commits that wait for a rollout, oldest first. */
  queue: string[];
};

export type SeenRollout = {
  number: number;
  state: string;
  /** It waits for a yes or a no, which people give. */
  asks: boolean;
  commits: string[];
  canaryFailed: boolean;
};
