import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SauronError } from "@/lib/errors";
import { removeDirectory } from "@/lib/integrations/processes/remove-directory";
import type { MirrorCommit, RepositoryMirror } from "./repository-mirror";

/** A repository in memory, and the mirror of it. */
export type FakeMirror = RepositoryMirror & {
  /** Lands a commit on the trunk, as given or as the next one of Ana; returns its sha. */
  land(message: string, commit?: Partial<MirrorCommit>): string;
  /** Pushes a commit on a branch that starts at the trunk's head; returns its sha. */
  propose(message: string): string;
  /** Throws away the newest `count` commits, as a forced push does. */
  rewind(count: number): void;
  /** Deletes the trunk; landing a commit makes it anew. */
  deleteTrunk(): void;
  /** From now on fetches fail for this reason; null = they work again. */
  breakWith(reason: string | null): void;
};

export function createFakeMirror({ trunk = "main" }: { trunk?: string } = {}): FakeMirror {
  /** Every commit ever landed, and the sha it was built on. */
  const all = new Map<string, MirrorCommit & { parent: string | null }>();
  let head: string | null = null;
  let broken: string | null = null;

  const walk = (from: string): MirrorCommit[] => {
    if (!all.has(from)) throw new SauronError("unavailable", `There is no commit ${from}.`);
    const commits: MirrorCommit[] = [];
    for (let at = all.get(from); at; at = at.parent === null ? undefined : all.get(at.parent)) {
      const { parent: _, ...commit } = at;
      commits.unshift(commit);
    }
    return commits;
  };

  return {
    land(message, commit = {}) {
      const number = all.size + 1;
      const usual = {
        sha: number.toString(16).padStart(40, "0"),
        author: "Ana",
        authorEmail: "ana@example.org",
        committedAt: 1_700_000_000_000 + number * 1000,
      };
      const landed = { ...usual, ...commit, message, parent: head };
      all.set(landed.sha, landed);
      head = landed.sha;
      return head;
    },
    propose(message) {
      const [trunk, sha] = [head, this.land(message)];
      head = trunk;
      return sha;
    },
    rewind(count) {
      for (let left = count; left > 0 && head !== null; left -= 1) head = all.get(head)?.parent ?? null;
    },
    deleteTrunk() {
      head = null;
    },
    breakWith(reason) {
      broken = reason;
    },
    async fetchTrunk() {
      if (broken !== null) return { ok: false, reason: broken };
      if (head === null) {
        return { ok: false, reason: `The repository has no branch "${trunk}".`, lacksTrunk: true };
      }
      return { ok: true, head };
    },
    async listTrunk({ after, head: from, limit }) {
      const commits = walk(from);
      const known = new Set(after === null ? [] : walk(after).map((commit) => commit.sha));
      return commits.filter((commit) => !known.has(commit.sha)).slice(-limit);
    },
    async isOnTrunk(ancestor, from) {
      return walk(from).some((commit) => commit.sha === ancestor);
    },
    async checkOut(sha, directory) {
      const commit = all.get(sha);
      if (!commit) return { ok: false, reason: `There is no commit ${sha}.` };
      try {
        await mkdir(directory);
      } catch (error) {
        return { ok: false, reason: `${directory} cannot be made: ${(error as Error).message}.` };
      }
      await writeFile(join(directory, "message"), commit.message);
      return { ok: true };
    },
    removeCheckOut: removeDirectory,
  };
}
