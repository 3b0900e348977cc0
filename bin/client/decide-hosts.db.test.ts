import { describe, expect, test } from "vitest";
import { maxProbes } from "@/lib/domain/rollout/probe-limits";
import { callCommand } from "@/lib/testing/call-command";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { serveCommands } from "@/lib/testing/serve-commands";
import { command as rollouts } from "../commands/rollouts";

const { db } = await serveCommands();

/** A rollout amid its only stage: `web-1` has failed, `web-2` is still being asked, `web-3` never answered. */
async function startTroubled(slug: string) {
  const project = await createTestProject(db, slug, { hosts: 3, commits: 1 });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id }, orderBy: { place: "asc" } });
  const hostIds = hosts.map(({ id }) => id);
  const { id } = await startTestRollout(db.prisma, project, { stages: [{ name: "fleet", hostIds }] });
  await db.prisma.rollout.update({ where: { id }, data: { state: "deploying" } });
  const ends = [
    { state: "failed" },
    { state: "unknown", probes: maxProbes - 1 },
    { state: "unknown", probes: maxProbes },
  ];
  for (const [index, data] of ends.entries()) {
    await db.prisma.hostDeploy.updateMany({ where: { rolloutId: id, hostId: hostIds[index] as number }, data });
  }
  const readStates = async () => {
    const deploys = await db.prisma.hostDeploy.findMany({ where: { rolloutId: id }, orderBy: { id: "asc" } });
    return deploys.map(({ state }) => state);
  };
  return { readStates };
}

describe("rollouts host --all-failed", () => {
  test("skips every host that may be skipped, and names the one that is still being asked", async () => {
    const { readStates } = await startTroubled("skips");
    const call = ["host", "1", "--all-failed", "--skip", "--reason", "disks are full", "--project", "skips"];
    expect(await callCommand(rollouts, ...call)).toMatchObject({
      code: 1,
      err: "web-2 is left: it is still being asked how its deploy ended. Try again in a minute.\n",
    });
    expect(await readStates()).toEqual(["skipped", "unknown", "skipped"]);
  });

  test("tries all of them again", async () => {
    const { readStates } = await startTroubled("retries");
    const call = ["host", "1", "--all-failed", "--retry", "--reason", "disks are free", "--project", "retries"];
    expect(await callCommand(rollouts, ...call)).toMatchObject({ code: 0, err: "" });
    expect((await readStates()).filter((state) => state === "queued")).toHaveLength(3);
  });
});
