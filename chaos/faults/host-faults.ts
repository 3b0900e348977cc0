import { setTimeout as delay } from "node:timers/promises";
import type { World } from "../world";
import type { Fault } from "./fault";

export const hostFaults: Fault[] = [
  { name: "half of the hosts are cut off", inflict: (world) => cutOff(world, 0.5) },
  { name: "a host is cut off", inflict: (world) => cutOff(world, 0) },
  { name: "connections are dropped", inflict: dropConnections },
  { name: "hosts fall silent", inflict: silence },
  { name: "the processes of hosts are frozen", inflict: freezeProcesses },
  { name: "a host is rebooted", inflict: reboot },
  { name: "the disk of a host is full", inflict: fillDisk },
];

/** Some hosts by their place, at least one. */
function choose({ system, random }: World, share: number): number[] {
  const all = system.machines.hosts.map((_, index) => index);
  const some = all.filter(() => random.chance(share));
  return some.length > 0 ? some : [random.pick(all)];
}

async function cutOff(world: World, share: number): Promise<void> {
  const wires = choose(world, share).map((index) => world.system.machines.wires[index]);
  for (const wire of wires) wire?.block();
  await delay(world.random.between(1, world.longestSeconds / 2) * 1000);
  for (const wire of wires) wire?.restore();
}

async function dropConnections(world: World): Promise<void> {
  for (const index of choose(world, 0.3)) world.system.machines.wires[index]?.cut();
}

async function silence(world: World): Promise<void> {
  const wires = choose(world, 0.2).map((index) => world.system.machines.wires[index]);
  for (const wire of wires) wire?.freeze();
  await delay(world.random.between(1, world.longestSeconds / 2) * 1000);
  for (const wire of wires) wire?.restore();
}

async function freezeProcesses(world: World): Promise<void> {
  const groups = world.system.machines.listGroups();
  const chosen = choose(world, 0.3).map((index) => groups[index] ?? 0);
  for (const group of chosen) signalGroup(group, "SIGSTOP");
  await delay(world.random.between(1, world.longestSeconds / 2) * 1000);
  for (const group of chosen) signalGroup(group, "SIGCONT");
}

/** Everything that runs on it is gone at once, and it is away for a while. */
async function reboot(world: World): Promise<void> {
  const { machines } = world.system;
  const [index = 0] = choose(world, 0);
  machines.wires[index]?.block();
  signalGroup(machines.listGroups()[index] ?? 0, "SIGKILL");
  await delay(world.random.between(1, 10) * 1000);
  machines.wires[index]?.restore();
}

async function fillDisk(world: World): Promise<void> {
  const { machines } = world.system;
  const [index = 0] = choose(world, 0);
  machines.fillDisk(index, true);
  await delay(world.random.between(2, 10) * 1000);
  machines.fillDisk(index, false);
}

function signalGroup(group: number, signal: "SIGSTOP" | "SIGCONT" | "SIGKILL"): void {
  if (group <= 1) return;
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended.
  }
}
