import type { Policy } from "@/lib/contracts/project-file";
import type { Database } from "@/lib/db/client";
import { findProject, type ProjectRow } from "@/lib/db/projects";
import { findRollout, type RolloutRow } from "@/lib/db/rollouts";
import { advanceRollout } from "@/lib/services/rollouts/advance-rollout";
import { createTestProject, startTestRollout } from "./project";
import { createWorkerContext, type TestWorkerContext } from "./worker-context";

type Ending = {
  state: "succeeded" | "failed" | "aborted" /** Hosts that got it; all, when left out. */;
  on?: string[];
};

/** A project whose rollouts end as a test says, without a worker and a host. */
export type FleetStory = {
  project: ProjectRow;
  /** Of ana, a person. Nobody does the jobs that are asked for. */
  ctx: TestWorkerContext;
  /** A rollout that has begun, and one that has ended. */
  begin(revision: string): Promise<RolloutRow>;
  rollOut(revision: string, ending?: Ending): Promise<RolloutRow>;
  finish(rolloutId: number, ending: Ending): Promise<void>;
  /** Takes every step that can be taken now. */
  advance(rolloutId: number): Promise<void>;
  /** Says how hosts came off. */
  settle(rolloutId: number, hosts: Record<string, "succeeded" | "failed" | "running">): Promise<void>;
  setRevision(host: string, revision: string | null): Promise<void>;
  setMessage(sha: string, message: string): Promise<void>;
  read(rolloutId: number): Promise<RolloutRow>;
  readProject(): Promise<ProjectRow>;
  /** How many hosts of a rollout are in which state. */
  hostStates(rolloutId: number): Promise<Record<string, number>>;
  /** Why which commits are locked. */
  locks(): Promise<Record<string, string | null>>;
};

let stories = 0;

export async function createFleetStory(
  db: Database,
  options: { hosts: number; commits: number; policy?: Partial<Policy> },
): Promise<FleetStory> {
  stories += 1;
  const project = await createTestProject(db, `story-${stories}`, options);
  const ctx = { ...createWorkerContext(db), actor: { kind: "user" as const, name: "ana" } };
  const { prisma } = db;
  const projectId = project.id;
  const hosts = await prisma.host.findMany({ where: { projectId }, orderBy: { place: "asc" } });
  let live: string | null = null;

  const begin = async (revision: string) => {
    const stages = [{ name: "fleet", hostIds: hosts.map((host) => host.id) }];
    return startTestRollout(prisma, project, { stages, fromRevision: live, toRevision: revision, commitCount: 1 });
  };
  const finish = async (rolloutId: number, { state, on }: Ending) => {
    const { toRevision } = await prisma.rollout.findUniqueOrThrow({ where: { id: rolloutId } });
    const reached = on ? { name: { in: on } } : {};
    const now = new Date();
    await prisma.hostDeploy.updateMany({
      where: { rolloutId, host: reached },
      data: { state: "succeeded", startedAt: now, endedAt: now, exitCode: 0 },
    });
    await prisma.hostDeploy.updateMany({ where: { rolloutId, state: "queued" }, data: { state: "skipped" } });
    const deployed = await prisma.hostDeploy.findMany({ where: { rolloutId, state: "succeeded" } });
    const ids = deployed.map(({ hostId }) => hostId);
    await prisma.host.updateMany({ where: { id: { in: ids } }, data: { currentRevision: toRevision } });
    await prisma.rollout.update({ where: { id: rolloutId }, data: { state, startedAt: now, endedAt: now } });
    if (state === "succeeded") live = toRevision;
  };
  const read = async (rolloutId: number) => (await findRollout(prisma, rolloutId)) as RolloutRow;
  return {
    project,
    ctx,
    begin,
    finish,
    read,
    async rollOut(revision, ending = { state: "succeeded" }) {
      const { id } = await begin(revision);
      await finish(id, ending);
      return read(id);
    },
    advance: (rolloutId) => advanceRollout(ctx, rolloutId),
    async settle(rolloutId, states) {
      const now = new Date();
      for (const [name, state] of Object.entries(states)) {
        const times = { startedAt: now, ...(state === "running" ? {} : { endedAt: now }) };
        const where = { rolloutId, host: { name } };
        await prisma.hostDeploy.updateMany({ where, data: { state, workerId: ctx.workerId, ...times } });
      }
    },
    async setRevision(name, currentRevision) {
      await prisma.host.updateMany({ where: { projectId, name }, data: { currentRevision } });
    },
    async setMessage(sha, message) {
      await prisma.commit.updateMany({ where: { projectId, sha }, data: { message } });
    },
    readProject: async () => (await findProject(prisma, projectId)) as ProjectRow,
    async hostStates(rolloutId) {
      const counts = await prisma.hostDeploy.groupBy({ by: ["state"], where: { rolloutId }, _count: true });
      return Object.fromEntries(counts.map(({ state, _count }) => [state, _count]));
    },
    async locks() {
      const locked = await prisma.commit.findMany({
        where: { projectId, lockedAt: { not: null } },
        orderBy: { position: "asc" },
      });
      return Object.fromEntries(locked.map(({ sha, lockReason }) => [sha, lockReason]));
    },
  };
}
