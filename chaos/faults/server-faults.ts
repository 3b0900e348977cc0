import { setTimeout as delay } from "node:timers/promises";
import type { JobName, JobPayload } from "@/lib/queue/job-catalog";
import type { World } from "../world";
import type { Fault } from "./fault";

export const serverFaults: Fault[] = [
  { takes: "redis", name: "Redis forgets everything", inflict: ({ redis }) => redis.wipe() },
  { takes: "redis", name: "Redis is restarted", inflict: ({ redis }) => redis.restart() },
  { takes: "redis", name: "Redis is away", inflict: (world) => takeAway(world, world.redis) },
  { takes: "postgres", name: "PostgreSQL is restarted", inflict: ({ database }) => restart(database) },
  { takes: "postgres", name: "PostgreSQL is away", inflict: (world) => takeAway(world, world.database) },
  { takes: "postgres", name: "PostgreSQL ends every connection", inflict: endConnections },
  { name: "jobs come doubled and in any order", inflict: repeatJobs },
];

type Server = { stop(): Promise<void>; start(): Promise<void> };

async function restart(server: Server): Promise<void> {
  await server.stop();
  await server.start();
}

async function takeAway({ random, longestSeconds }: World, server: Server): Promise<void> {
  await server.stop();
  await delay(random.between(2, longestSeconds) * 1000);
  await server.start();
}

async function endConnections({ system }: World): Promise<void> {
  await system.db.prisma
    .$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()`.catch(
    () => {},
  );
}

/** Jobs that were due at some time come again, one to five times, while others are on their way. */
async function repeatJobs({ system, random }: World): Promise<void> {
  const { projectId, ctx } = system;
  const { id: rolloutId } = await system.newestRollout();
  const stages = await system.db.prisma.stage.findMany({ where: { rolloutId } });
  const repeat = <Name extends JobName>(name: Name, payload: JobPayload<Name>) =>
    Array.from({ length: random.whole(1, 5) }, () =>
      ctx.queue.enqueue(name, payload, { delayMs: random.whole(1, 5000) }),
    );
  await Promise.allSettled([
    ...repeat("advance-rollout", { rolloutId }),
    ...repeat("probe-hosts", { rolloutId }),
    ...repeat("decide", { projectId }),
    ...repeat("fetch-trunk", { projectId }),
    ...repeat("reconcile", {}),
    ...stages.flatMap(({ id: stageId }) => [
      ...repeat("deploy-hosts", { rolloutId, stageId, shard: random.whole(0, 3), offers: random.whole(0, 10) }),
      ...repeat("look-at-canary", { rolloutId, stageId }),
    ]),
  ]);
}
