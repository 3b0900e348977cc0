import { beforeEach, describe, expect, test } from "vitest";
import { callCommand as call } from "@/lib/testing/call-command";
import { createFleetStory, type FleetStory } from "@/lib/testing/fleet-story";
import { testSha } from "@/lib/testing/project";
import { serveCommands } from "@/lib/testing/serve-commands";
import { command as fleet } from "../commands/fleet";
import { command as rollback } from "../commands/rollback";

const { db } = await serveCommands();
const why = ["--reason", "pages are slow"];
let story: FleetStory;
let mine: string[];

/** #1 is good on all hosts. */
beforeEach(async () => {
  story = await createFleetStory(db, { hosts: 4, commits: 3 });
  mine = ["--project", story.project.slug];
  await story.rollOut(testSha(1));
});

const rollouts = () => db.prisma.rollout.count({ where: { projectId: story.project.id } });

describe("rollback", () => {
  test("says with --dry-run what it would be, and does nothing", async () => {
    await story.rollOut(testSha(3));
    const told = await call(rollback, "--dry-run", ...mine);
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toContain("#2 is rolled back from 0003000 to 0001000");
    expect(told.out).toContain("leaves  2 commits");
    expect(await rollouts()).toBe(2);
  });

  test("goes back to the last good revision, and halts the automation", async () => {
    await story.rollOut(testSha(3));
    const told = await call(rollback, ...why, ...mine);
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toContain("Rollout #3 takes #2 back to 0001000 on 4 hosts.");
    expect((await db.prisma.project.findUniqueOrThrow({ where: { id: story.project.id } })).haltedAt).not.toBeNull();
    expect(Object.keys(await story.locks())).toEqual([testSha(2), testSha(3)]);
  });

  test("wants a reason, and a commit there is", async () => {
    await story.rollOut(testSha(3));
    expect((await call(rollback, ...mine)).code).not.toBe(0);
    expect((await call(rollback, ...why, "--to", "ffffffff", ...mine)).code).toBe(1);
    expect(await rollouts()).toBe(2);
  });

  test("says how to end a rollout that is in the way", async () => {
    await story.begin(testSha(3));
    expect(await call(rollback, ...why, ...mine)).toMatchObject({
      code: 1,
      err: expect.stringContaining("has to end first: sauron abort 2 --roll-back"),
    });
    expect(await rollouts()).toBe(2);
  });
});

describe("fleet", () => {
  beforeEach(async () => {
    await story.rollOut(testSha(3), { state: "aborted", on: ["web-1"] });
  });

  test("says which revisions the hosts run", async () => {
    const told = await call(fleet, ...mine);
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toContain("0001000");
    expect(told.out).toContain("0003000");
    expect(JSON.parse((await call(fleet, "--json", ...mine)).out).mixed).toMatchObject({ rollout: 2, left: null });
  });

  test("finishes a mix on the other hosts", async () => {
    const told = await call(fleet, "finish", ...why, ...mine);
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toContain("Rollout #3 brings 0003000 to the other 3 hosts.");
    expect(await call(fleet, "finish", ...why, ...mine)).toMatchObject({
      code: 1,
      err: expect.stringContaining("or a rollout is at work on them"),
    });
  });

  test("leaves a mix, and tells from then on who left it and why", async () => {
    expect(await call(fleet, "leave", ...why, ...mine)).toMatchObject({ code: 0, err: "" });
    expect((await call(fleet, ...mine)).out).toMatch(/Left so by .+: pages are slow/);
    expect(await rollouts()).toBe(2);
  });

  test("takes no other word, and wants a reason", async () => {
    expect(await call(fleet, "mend", ...mine)).toMatchObject({
      code: 2,
      err: expect.stringContaining("finish, leave"),
    });
    expect((await call(fleet, "leave", ...mine)).code).not.toBe(0);
  });
});
