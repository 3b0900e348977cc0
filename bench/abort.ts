import { abortRollout } from "@/lib/services/rollouts/abort-rollout";
import { createSystem } from "@/lib/testing/system/create-system";
import { startDatabaseServer } from "@/lib/testing/system/database-server";
import { startWorkerProcess } from "@/lib/testing/system/worker-process";
import { describeConditions, describeSpread, print } from "./figures";

/** From the abort of a rollout to the end of the last remote process, for every host. */
const hosts = 200;

const conditions = describeConditions();
const server = await startDatabaseServer();
const system = await createSystem({
  databaseUrl: server.url,
  project: "bench",
  hosts,
  concurrency: hosts,
  stepSeconds: 300,
  oneStage: true,
});
const worker = await startWorkerProcess({ databaseUrl: server.url });
await system.land();
await system.untilBusy(hosts);
const { id } = await system.newestRollout();

const clickedAt = performance.now();
const aborting = abortRollout(system.ctx, { rolloutId: id }).then(() => performance.now() - clickedAt);
const gone = new Map<string, number>();
while (gone.size < hosts) {
  const busy = new Set(system.machines.listBusy());
  const now = performance.now() - clickedAt;
  for (const { name } of system.machines.hosts) if (!busy.has(name) && !gone.has(name)) gone.set(name, now);
  await new Promise((resolve) => setTimeout(resolve, 10));
}
const ended = await system.untilState("aborted", 120);
const times = [...gone.values()];
print(`Abort with ${hosts} hosts at work, one worker process`, [
  `recorded and answered after ${Math.round(await aborting)} ms`,
  `remote process group gone: ${describeSpread(times)}`,
  `rollout aborted ${Number(ended.endedAt) - Number(ended.abortRequestedAt)} ms after the abort was recorded`,
  `all ${hosts} machines share this computer, each looks through all its processes; ${conditions}`,
]);
await worker.stop();
await system.end();
await server.remove();
