import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "./faults/fault";
import { hostFaults } from "./faults/host-faults";
import { serverFaults } from "./faults/server-faults";
import { workerFaults } from "./faults/worker-faults";
import type { World } from "./world";

const faults: Fault[] = [...workerFaults, ...serverFaults, ...hostFaults];

/** Inflicts one fault after the other, some at the same time, until `until`; settles once everything is as before. */
export async function inflictFaults(
  world: World,
  until: number,
  say: (text: string) => void,
): Promise<Map<string, number>> {
  const { random } = world;
  const counts = new Map<string, number>();
  const lasting = new Map<Promise<void>, Fault>();
  while (Date.now() < until) {
    await delay(random.between(3, 12) * 1000);
    const busy = new Set([...lasting.values()].map(({ takes, name }) => takes ?? name));
    const fault = random.pick(faults.filter(({ takes, name }) => !busy.has(takes ?? name)));
    counts.set(fault.name, (counts.get(fault.name) ?? 0) + 1);
    say(fault.name);
    const inflicted: Promise<void> = fault
      .inflict(world)
      .catch((error) => say(`${fault.name}: could not be done: ${error}`))
      .finally(() => lasting.delete(inflicted));
    lasting.set(inflicted, fault);
  }
  await Promise.all(lasting.keys());
  world.crew.calmDown();
  if (world.crew.alive().length === 0) await world.crew.hire();
  return counts;
}
