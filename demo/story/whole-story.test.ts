import { describe, expect, test } from "vitest";
import type { QueuedCommit } from "@/lib/domain/selection/queued-commit";
import { selectCommits } from "@/lib/domain/selection/select-commits";
import { randomAt } from "../random";
import { type Act, decideAct } from "./decide-act";
import type { LandingKind, Memory, Seen, SeenRollout } from "./types";

const testSeconds = 4;
const canarySeconds = 16;
const rolloutSeconds = 25;
const longestStandstillSeconds = 120;

type Commit = QueuedCommit & { kind: LandingKind | "revert"; reverts: string | null };
type Running = SeenRollout & { startedAt: number; targetIndex: number };

/** The product in a few lines: it selects by the real rule, stops what is bad, and halts until it is resumed. */
class TinyProduct {
  commits: Commit[] = [];
  live = -1;
  doing: Running | null = null;
  halted: { since: number; rollout: SeenRollout } | null = null;
  ended: Running[] = [];
  lastProgress = 0;

  land(commit: Pick<Commit, "sha" | "kind" | "reverts">, now: number): void {
    this.commits.push({ ...commit, landedAt: now, tests: "pending", bad: false, revertedBy: null });
    const undone = this.commits.find((each) => each.sha === commit.reverts);
    if (undone) undone.revertedBy = commit.sha;
  }

  step(now: number, chance: (salt: string) => number): void {
    for (const commit of this.commits) {
      if (commit.tests === "pending" && now - commit.landedAt >= testSeconds) {
        commit.tests = commit.kind === "red" ? "failed" : "passed";
      }
    }
    if (this.doing) this.advance(now, chance);
    if (!this.doing && !this.halted) this.start(now);
  }

  private start(now: number): void {
    const queue = this.commits.slice(this.live + 1);
    const policy = { maxCommits: 3, goalSeconds: 600, rolloutSeconds };
    const selection = selectCommits({ queue, policy, now });
    if (selection.action !== "deploy") return;
    const shas = queue.slice(0, selection.count).map((commit) => commit.sha);
    const targetIndex = this.live + selection.count;
    this.doing = {
      number: this.ended.length + 1,
      state: "baking",
      asks: false,
      commits: shas,
      canaryFailed: false,
      startedAt: now,
      targetIndex,
    };
    this.lastProgress = now;
  }

  private advance(now: number, chance: (salt: string) => number): void {
    const { doing } = this;
    if (!doing) return;
    const age = now - doing.startedAt;
    if (age === canarySeconds && this.isBadAt(doing.targetIndex) && chance("canary misses") > 0.02) {
      this.end({ ...doing, state: "failed", canaryFailed: true }, now);
    } else if (age === canarySeconds + 1 && chance("somebody aborts") < 0.01) {
      this.end({ ...doing, state: "aborted" }, now);
    } else if (age >= rolloutSeconds) {
      this.live = doing.targetIndex;
      this.end({ ...doing, state: "succeeded" }, now);
    }
  }

  /** Whether the tree at this commit has a mistake that no revert has taken out yet. */
  private isBadAt(index: number): boolean {
    const tree = this.commits.slice(0, index + 1);
    return tree.some((commit) => commit.kind === "bad" && !tree.some((later) => later.reverts === commit.sha));
  }

  private end(rollout: Running, now: number): void {
    this.doing = null;
    this.ended.push(rollout);
    this.lastProgress = now;
    if (rollout.state !== "succeeded") this.halted = { since: now * 1000, rollout };
  }

  see(now: number): Seen {
    return {
      now: now * 1000,
      halted: this.halted,
      doing: this.doing,
      queue: this.commits.slice((this.doing?.targetIndex ?? this.live) + 1).map((commit) => commit.sha),
    };
  }
}

function perform(act: Act, memory: Memory, { product, now }: { product: TinyProduct; now: number }): void {
  const sha = `c${product.commits.length}`;
  if (act.act === "land") {
    for (const bad of memory.bad) if (!bad.revertedBy) bad.followers += 1;
    if (act.kind === "bad") memory.bad.push({ sha, landedAt: now * 1000, revertedBy: null, followers: 0 });
    Object.assign(memory, { redTrunk: act.kind === "red", landings: memory.landings + 1, lastLandingAt: now * 1000 });
    product.land({ sha, kind: act.kind, reverts: null }, now);
  }
  if (act.act === "revert") {
    const known = memory.bad.find((bad) => bad.sha === act.sha);
    if (known) known.revertedBy = sha;
    else memory.bad.push({ sha: act.sha, landedAt: now * 1000, revertedBy: sha, followers: 0 });
    product.land({ sha, kind: "revert", reverts: act.sha }, now);
  }
  if (act.act === "resume") {
    product.halted = null;
    for (const commit of product.commits) if (act.markBad.includes(commit.sha)) commit.bad = true;
  }
}

function play(seed: number, seconds: number): { product: TinyProduct; standstill: number } {
  const product = new TinyProduct();
  const memory: Memory = { seed, landings: 0, lastLandingAt: 0, redTrunk: false, bad: [], held: null };
  let standstill = 0;
  for (let now = 0; now < seconds; now++) {
    product.step(now, (salt) => randomAt(seed, now, salt));
    perform(decideAct(memory, product.see(now), { speed: 1, landing: true }), memory, { product, now });
    standstill = Math.max(standstill, now - product.lastProgress);
  }
  return { product, standstill };
}

describe("the demo's story", () => {
  test("shows everything of its opening within five minutes", () => {
    const { product } = play(1, 300);
    const [first, riding, stopped, after] = product.ended;
    expect(first).toMatchObject({ state: "succeeded", commits: ["c0"] });
    expect(riding).toMatchObject({ state: "succeeded", commits: ["c1", "c2"] });
    expect(stopped).toMatchObject({ state: "failed", canaryFailed: true });
    expect(after).toMatchObject({ state: "succeeded" });
    expect(product.commits.find((commit) => commit.kind === "revert")).toMatchObject({
      reverts: stopped?.commits.at(-1),
    });
  });

  test.each(Array.from({ length: 8 }, (_, seed) => seed))(
    "goes on for three hours without standing still (seed %i)",
    (seed) => {
      const { product, standstill } = play(seed, 3 * 3600);
      expect(standstill).toBeLessThan(longestStandstillSeconds);
      expect(product.ended.filter((rollout) => rollout.canaryFailed).length).toBeGreaterThan(10);
      expect(product.commits.length - product.live).toBeLessThan(12);
    },
  );
});
