import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { abortRollout } from "@/lib/services/rollouts/abort-rollout";
import { inTime } from "@/lib/testing/in-time";
import { createSystem, type SystemOptions } from "@/lib/testing/system/create-system";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { createWorkerPool, type WorkerPool } from "@/lib/testing/system/worker-pool";

let server: DatabaseServer;
let workers: WorkerPool;

beforeAll(async () => {
  server = await startDatabaseServer();
  workers = createWorkerPool({ databaseUrl: server.url });
});
afterAll(async () => {
  await workers.end();
  await server.remove();
});

async function create(options: Omit<SystemOptions, "databaseUrl">) {
  const system = await createSystem({ databaseUrl: server.url, ...options });
  onTestFinished(() => system.end());
  return system;
}

const hostsIn = (rollout: { hostDeploys: { state: string; host: { name: string } }[] }, state: string) =>
  rollout.hostDeploys.filter((deploy) => deploy.state === state).map((deploy) => deploy.host.name);

test("three workers share a rollout and deploy each host once", async () => {
  const system = await create({ project: "shared", hosts: 25, concurrency: 12, stepSeconds: 0.4 });
  await workers.have(3);
  await system.land();
  const ended = await system.untilState("succeeded", 90);
  expect(system.machines.countStarts()).toEqual(Array(25).fill(1));
  expect(ended.hostDeploys).toHaveLength(25);
  expect(new Set(ended.hostDeploys.map((deploy) => deploy.workerId)).size).toBeGreaterThan(1);
});

test("a killed worker is replaced within 30 s; done hosts are not deployed again, interrupted ones at most once", async () => {
  const system = await create({ project: "killed", hosts: 25, concurrency: 8, stepSeconds: 2 });
  await workers.have(2);
  await system.land();
  const lost = workers.find(await system.untilBusy(6));
  await workers.kill(lost);
  const atKill = await system.newestRollout();
  const inHand = atKill.hostDeploys.filter((deploy) => deploy.state === "running" && deploy.workerId === lost.id);
  await vi.waitFor(async () => {
    const { hostDeploys } = await system.newestRollout();
    const left = hostDeploys.filter((deploy) => deploy.state === "running" && deploy.workerId === lost.id);
    expect(left).toEqual([]);
  }, inTime);
  const ended = await system.untilState("succeeded", 60);
  const interrupted = new Set(inHand.map((deploy) => deploy.host.name));
  expect(interrupted.size).toBeGreaterThan(0);
  const starts = system.machines.countStarts();
  for (const [index, { name }] of system.machines.hosts.entries()) {
    expect(starts[index], name).toBeGreaterThanOrEqual(1);
    expect(starts[index], name).toBeLessThanOrEqual(interrupted.has(name) ? 2 : 1);
  }
  const last = new Map(ended.hostDeploys.map((deploy) => [deploy.host.name, deploy.state]));
  expect([...last.values()]).toEqual(Array(25).fill("succeeded"));
});

test("a worker that was paused while another took over changes nothing when it wakes", async () => {
  const system = await create({ project: "paused", hosts: 17, concurrency: 6, stepSeconds: 2 });
  await workers.have(2);
  const sha = await system.land();
  const paused = workers.find(await system.untilBusy(4));
  paused.signal("SIGSTOP");
  // Longer than its lease and its heartbeat last.
  const lapsed = vi.waitFor(async () => {
    const { hostDeploys } = await system.newestRollout();
    expect(hostDeploys.some((deploy) => deploy.state === "running" && deploy.workerId === paused.id)).toBe(false);
  }, inTime);
  await lapsed.finally(() => paused.signal("SIGCONT"));
  const ended = await system.untilState("succeeded", 60);
  expect(Math.max(...system.machines.countStarts())).toBeLessThanOrEqual(2);
  expect(ended.events.map((event) => event.event)).toEqual([
    "created",
    "started",
    "stageDeployed",
    "stagePassed",
    "stageDeployed",
    "lastStagePassed",
  ]);
  const hosts = await system.db.prisma.host.findMany({ where: { projectId: system.projectId } });
  expect(new Set(hosts.map((host) => host.currentRevision))).toEqual(new Set([sha]));
});

test("an abort while the only worker is dead is recorded; the next worker stops what runs on the hosts", async () => {
  // Steps that print nothing do not notice that nobody listens any more.
  const script = "exec sleep 90";
  const system = await create({
    project: "orphaned",
    hosts: 9,
    concurrency: 8,
    stepSeconds: 0,
    oneStage: true,
    script,
  });
  const [only] = await workers.have(1);
  await system.land();
  await system.untilBusy(8);
  await workers.kill(only!);
  const rollout = await system.newestRollout();
  const accepted = await abortRollout(system.ctx, { rolloutId: rollout.id });
  expect(accepted.abort.by).toBe("ana");
  expect(system.machines.listBusy()).toHaveLength(8);
  await workers.have(1);
  const ended = await system.untilState("aborted", 60);
  expect(system.machines.listBusy()).toEqual([]);
  expect(hostsIn(ended, "running")).toEqual([]);
  const project = await system.db.prisma.project.findUniqueOrThrow({ where: { id: system.projectId } });
  expect(project.haltReason).toBe(`Rollout #${ended.number} was aborted by ana.`);
});
