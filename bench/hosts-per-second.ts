import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { FleetSsh, SshTarget } from "@/lib/integrations/ssh/fleet-ssh";
import { createNodeFleetSsh } from "@/lib/integrations/ssh/node-fleet-ssh";
import { describeConditions, print } from "./figures";

/** Hosts deployed per second: over new connections, and over those that are open already. */
const hosts = 200;
const atOnce = 50;
const rounds = 3;

type Farm = { privateKeyPath: string; fingerprint: string; ports: number[] };
type Round = { seconds: number; cpuMs: number };

const conditions = describeConditions();
const child = fork(join(import.meta.dirname, "machine-farm.ts"), [`${hosts}`]);
const [farm] = (await once(child, "message")) as [Farm];
const targets: SshTarget[] = farm.ports.map((port, index) => ({
  name: `machine-${index}`,
  address: "127.0.0.1",
  port,
  user: "deploy",
  privateKeyPath: farm.privateKeyPath,
  hostKeys: [farm.fingerprint],
}));

let fence = 0n;

async function deployAll(fleet: FleetSsh): Promise<Round> {
  const waiting = [...targets];
  const cpu = process.cpuUsage();
  const began = performance.now();
  fence += 1n;
  const deployNext = async () => {
    for (let target = waiting.pop(); target; target = waiting.pop()) {
      const steps = [{ name: "nothing", run: ["true"], timeout: 30, retries: 0, retryPause: 1 }];
      const command = { project: "bench", rollout: 1, revision: "r", fence, steps, env: {}, graceSeconds: 1 };
      const watch = { signal: new AbortController().signal, onLine() {}, onStep() {} };
      const outcome = await fleet.deploy(target, command, watch);
      if (outcome.outcome !== "succeeded") throw new Error(`${target.name}: ${JSON.stringify(outcome)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, deployNext));
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - began) / 1000, cpuMs: (user + system) / 1000 };
}

const fresh: Round[] = [];
const pooled: Round[] = [];
for (let round = 0; round <= rounds; round++) {
  const fleet = createNodeFleetSsh();
  const first = await deployAll(fleet);
  const second = await deployAll(fleet);
  await fleet.close();
  // The first round warms the code up.
  if (round === 0) continue;
  fresh.push(first);
  pooled.push(second);
}
child.disconnect();

const best = (of: Round[]) => ({
  rate: hosts / Math.min(...of.map((round) => round.seconds)),
  cpu: Math.min(...of.map((round) => round.cpuMs)) / hosts,
});
const [onNew, onOpen] = [best(fresh), best(pooled)];
print(`Hosts deployed per second, ${hosts} hosts, ${atOnce} at once, one step \`true\` under the guard`, [
  `new connections:  ${onNew.rate.toFixed(0)} hosts/s, client CPU ${onNew.cpu.toFixed(2)} ms per host`,
  `open connections: ${onOpen.rate.toFixed(0)} hosts/s, client CPU ${onOpen.cpu.toFixed(2)} ms per host`,
  `open : new = ${(onOpen.rate / onNew.rate).toFixed(2)} in hosts/s, ${(onNew.cpu / onOpen.cpu).toFixed(1)} times less CPU`,
  `best of ${rounds} rounds each; machines, their shells and the client share the cores; ${conditions}`,
]);
