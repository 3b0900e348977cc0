import { setTimeout as delay } from "node:timers/promises";
import type { World } from "../world";
import type { Fault } from "./fault";

/** Never more workers than this. */
const mostWorkers = 4;

export const workerFaults: Fault[] = [
  { name: "a worker is killed", inflict: (world) => kill(world, 1) },
  { name: "two workers are killed at once", inflict: (world) => kill(world, 2) },
  { name: "a worker is stopped and replaced", inflict: stop },
  { name: "a worker is paused", inflict: pause },
  { name: "another worker comes", inflict: hireAnother },
];

async function kill({ crew, checker, random }: World, count: number): Promise<void> {
  const victims = Array.from({ length: count }, () => crew.take()).filter((worker) => worker !== null);
  for (const worker of victims) {
    worker.signal("SIGKILL");
    checker.tell({ what: "lost", workerId: worker.id });
  }
  await Promise.all(victims.map((worker) => worker.exited));
  await delay(random.between(0, 5000));
  for (const _ of victims) await crew.hire();
}

async function stop({ crew, checker }: World): Promise<void> {
  const worker = crew.take();
  if (!worker) return;
  await worker.stop();
  checker.tell({ what: "lost", workerId: worker.id });
  await crew.hire();
}

async function pause({ crew, random, longestSeconds }: World): Promise<void> {
  const alive = crew.alive();
  if (alive.length === 0) return;
  const worker = random.pick(alive);
  const signal = (name: "SIGSTOP" | "SIGCONT") => {
    // Another fault may have ended it meanwhile.
    if (crew.alive().includes(worker)) worker.signal(name);
  };
  signal("SIGSTOP");
  await delay(random.between(2, longestSeconds) * 1000);
  signal("SIGCONT");
}

async function hireAnother({ crew }: World): Promise<void> {
  if (crew.alive().length < mostWorkers) await crew.hire();
}
