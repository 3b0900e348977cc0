import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { RepositoryMirror } from "./repository-mirror";

/** A repository that a test changes, and the mirror of it. */
export type MirrorWorld = {
  mirror: RepositoryMirror;
  /** Lands a commit on the trunk; returns its sha. */
  land(message: string): string;
  /** Pushes a commit on a branch that starts at the trunk's head; returns its sha. */
  propose(message: string): string;
  /** Throws away the newest `count` commits of the trunk. */
  rewind(count: number): void;
  /** Makes the repository unreachable. */
  break(): void;
};

/** What every mirror does. */
export function describeRepositoryMirror(name: string, openWorld: () => MirrorWorld): void {
  describe(`${name} as a repository mirror`, () => {
    let world: MirrorWorld;
    beforeEach(() => {
      world = openWorld();
    });

    test("a repository without the trunk -> a reason", async () => {
      expect(await world.mirror.fetchTrunk()).toEqual({
        ok: false,
        reason: expect.stringMatching(/no branch "main"\.$/),
        lacksTrunk: true,
      });
    });

    test("fetching returns the head, again and again", async () => {
      const first = world.land("first");
      expect(await world.mirror.fetchTrunk()).toEqual({ ok: true, head: first });
      expect(await world.mirror.fetchTrunk()).toEqual({ ok: true, head: first });
      const second = world.land("second");
      expect(await world.mirror.fetchTrunk()).toEqual({ ok: true, head: second });
    });

    test("commits are listed oldest first, whole, after the one named", async () => {
      const shas = ["one", "two\n\nwith a body", "three"].map((message) => world.land(message)) as [
        string,
        string,
        string,
      ];
      await world.mirror.fetchTrunk();
      const all = await world.mirror.listTrunk({ after: null, head: shas[2], limit: 10 });
      expect(all.map((commit) => commit.sha)).toEqual(shas);
      expect(all[1]).toMatchObject({ message: "two\n\nwith a body", author: "Ana", authorEmail: "ana@example.org" });
      expect(all[0]!.committedAt).toBeGreaterThan(1_600_000_000_000);
      const later = await world.mirror.listTrunk({ after: shas[0], head: shas[2], limit: 10 });
      expect(later.map((commit) => commit.sha)).toEqual([shas[1], shas[2]]);
      expect(await world.mirror.listTrunk({ after: shas[2], head: shas[2], limit: 10 })).toEqual([]);
    });

    test("a limit keeps the newest", async () => {
      const shas = ["one", "two", "three"].map((message) => world.land(message));
      await world.mirror.fetchTrunk();
      const newest = await world.mirror.listTrunk({ after: null, head: shas[2]!, limit: 2 });
      expect(newest.map((commit) => commit.sha)).toEqual(shas.slice(1));
    });

    test("a rewritten trunk is taken over, and what it lost is no longer on it", async () => {
      const [kept, lost] = [world.land("kept"), world.land("lost")];
      await world.mirror.fetchTrunk();
      world.rewind(1);
      const head = world.land("instead");
      expect(await world.mirror.fetchTrunk()).toEqual({ ok: true, head });
      expect(await world.mirror.isOnTrunk(kept, head)).toBe(true);
      expect(await world.mirror.isOnTrunk(lost, head)).toBe(false);
      expect(await world.mirror.isOnTrunk(head, head)).toBe(true);
      expect(await world.mirror.isOnTrunk(head, kept)).toBe(false);
      expect((await world.mirror.listTrunk({ after: lost, head, limit: 10 })).map((commit) => commit.sha)).toEqual([
        head,
      ]);
    });

    test("a commit nobody has heard of is not on the trunk", async () => {
      const head = world.land("one");
      await world.mirror.fetchTrunk();
      expect(await world.mirror.isOnTrunk("f".repeat(40), head)).toBe(false);
      await expect(world.mirror.listTrunk({ after: null, head: "f".repeat(40), limit: 1 })).rejects.toMatchObject({
        code: "unavailable",
      });
    });

    test("a commit is checked out into a directory of its own, as often as wanted, and taken away again", async () => {
      const place = mkdtempSync(join(tmpdir(), "sauron checkouts "));
      onTestFinished(() => rmSync(place, { recursive: true, force: true }));
      const [first, second] = [world.land("one"), world.land("two")];
      await world.mirror.fetchTrunk();
      for (const [name, sha] of Object.entries({ a: first, b: second, c: first })) {
        expect(await world.mirror.checkOut(sha, join(place, name))).toEqual({ ok: true });
      }
      expect(readdirSync(place)).toEqual(["a", "b", "c"]);
      expect(await world.mirror.checkOut(first, join(place, "a"))).toEqual({ ok: false, reason: expect.any(String) });
      expect(await world.mirror.checkOut("f".repeat(40), join(place, "d"))).toMatchObject({ ok: false });
      for (const name of ["a", "b", "c", "never made"]) await world.mirror.removeCheckOut(join(place, name));
      expect(readdirSync(place)).toEqual([]);
      expect(await world.mirror.checkOut(second, join(place, "a"))).toEqual({ ok: true });
    });

    test("a commit that has not landed is checked out, too, and the trunk knows nothing of it", async () => {
      const place = mkdtempSync(join(tmpdir(), "sauron checkouts "));
      onTestFinished(() => rmSync(place, { recursive: true, force: true }));
      const head = world.land("one");
      await world.mirror.fetchTrunk();
      const proposed = world.propose("two");
      expect(await world.mirror.checkOut(proposed, join(place, "a"))).toEqual({ ok: true });
      expect(await world.mirror.fetchTrunk()).toEqual({ ok: true, head });
      expect(await world.mirror.isOnTrunk(proposed, head)).toBe(false);
      await world.mirror.removeCheckOut(join(place, "a"));
    });

    test("an unreachable repository -> a reason, and the mirror still knows what it had", async () => {
      const head = world.land("one");
      await world.mirror.fetchTrunk();
      world.break();
      expect(await world.mirror.fetchTrunk()).toEqual({ ok: false, reason: expect.stringMatching(/^[A-Z].*\.$/) });
      expect(await world.mirror.listTrunk({ after: null, head, limit: 1 })).toHaveLength(1);
    });
  });
}
