import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { createSystem, type System } from "@/lib/testing/system/create-system";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { type RedisServer, startRedisServer } from "@/lib/testing/system/redis-server";
import { type Checker, startChecker } from "./checker";
import { type Crew, createCrew } from "./crew";
import { type Moments, shuffleMoments } from "./moments";
import type { ChaosOptions } from "./parse-options";
import type { Random } from "./random";

/** An installation of its own with everything around it, and who watches it. */
export type World = {
  system: System;
  database: DatabaseServer;
  redis: RedisServer;
  crew: Crew;
  moments: Moments;
  checker: Checker;
  random: Random;
  /** The longest that a fault lasts. */
  longestSeconds: number;
  end(): Promise<void>;
};

/** How many workers there are to begin with. */
const firstWorkers = 3;

const trafficMs = 500;

export async function startWorld(options: ChaosOptions, random: Random): Promise<World> {
  const [database, redis] = await Promise.all([startDatabaseServer(), startRedisServer()]);
  const location = { databaseUrl: database.url, redisUrl: redis.url };
  const system = await createSystem({ ...location, ...describeProject(options) });
  const checker = await startChecker({
    databaseUrl: database.url,
    projectId: system.projectId,
    directory: system.machines.directory,
    hosts: system.machines.hosts.map(({ name }) => name),
  });
  const moments = shuffleMoments(random);
  const crew = createCrew(location, random, moments, (news) => checker.tell(news));
  await Promise.all(Array.from({ length: firstWorkers }, () => crew.hire()));
  const traffic = setInterval(() => serveRequests(system, random), trafficMs);
  return {
    system,
    database,
    redis,
    crew,
    moments,
    checker,
    random,
    longestSeconds: Math.min(60, options.minutes * 10),
    async end() {
      clearInterval(traffic);
      await crew.end();
      await checker.end();
      await system.end();
      await Promise.all([database.remove(), redis.remove()]);
    },
  };
}

function describeProject({ hosts }: ChaosOptions) {
  return {
    project: "chaos",
    hosts,
    concurrency: 4,
    stepSeconds: 1,
    rules: {
      stages: [
        {
          name: "canary",
          hosts: { count: 1 },
          concurrency: 1,
          bake: { warmup: 0, for: 2, extendTo: 6, poll: 1 },
        },
        { name: "fleet", hosts: "rest" as const, concurrency: 4 },
      ],
      canary: { accessLog: { path: "access.log" }, minRequests: 5 },
      hostFailureBudget: 20,
    },
  };
}

/** What the services on the machines answer; now and then one of them is bad. */
function serveRequests({ machines }: System, random: Random): void {
  const [, day, month, year, time] = /(\d+) (\w+) (\d+) (\S+)/.exec(new Date().toUTCString()) ?? [];
  const at = `${day}/${month}/${year}:${time} +0000`;
  for (const { name } of machines.hosts) {
    const status = random.chance(0.002) ? 500 : 200;
    const line = `127.0.0.1 - - [${at}] "GET / HTTP/1.1" ${status} 12 "-" "chaos"\n`;
    appendFileSync(join(machines.directory, name, "access.log"), line.repeat(5));
  }
}
