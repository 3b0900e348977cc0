import { startRollback } from "@/lib/services/rollbacks/start-rollback";
import { createSystem } from "@/lib/testing/system/create-system";
import { startDatabaseServer } from "@/lib/testing/system/database-server";
import { waitUntil } from "@/lib/testing/system/wait-until";
import { startWorkerProcess } from "@/lib/testing/system/worker-process";
import { describeConditions, describeSpread, print } from "./figures";

/** From the click on "Roll back" to the last host, on a fleet of so many. */
const hosts = 200;

const conditions = describeConditions();
const server = await startDatabaseServer();
const system = await createSystem({
  databaseUrl: server.url,
  project: "bench",
  hosts,
  concurrency: hosts,
  stepSeconds: 0,
  oneStage: true,
});
const worker = await startWorkerProcess({ databaseUrl: server.url });
for (const number of [1, 2]) {
  await system.land();
  await waitUntil(300, async () => {
    const { number: newest, state } = await system.newestRollout().catch(() => ({ number: 0, state: "none" }));
    return newest === number && state === "succeeded" ? null : `rollout #${number} to be done: #${newest} is ${state}`;
  });
}

const clickedAt = Date.now();
await startRollback(system.ctx, {
  projectId: system.projectId,
  to: null,
  reason: "to see how long it takes",
  watchCanary: false,
  allHosts: false,
  acceptRisks: false,
});
const answered = Date.now() - clickedAt;
const rollback = await system.untilState("succeeded", 300);
const since = (at: Date | null) => Number(at) - clickedAt;
const ends = rollback.hostDeploys.map(({ endedAt }) => since(endedAt));
print(`Rollback of ${hosts} hosts, all at once, one worker process`, [
  `recorded and answered after ${answered} ms`,
  `first host begun after ${Math.min(...rollback.hostDeploys.map(({ startedAt }) => since(startedAt)))} ms`,
  `host back: ${describeSpread(ends)}`,
  `from the click to the last host ${(Math.max(...ends) / 1000).toFixed(1)} s (target 60 s)`,
  `one deploy: ${describeSpread(rollback.hostDeploys.map(({ startedAt, endedAt }) => Number(endedAt) - Number(startedAt)))}`,
  `all ${hosts} machines share this computer and their SSH servers one process; ${conditions}`,
]);
await worker.stop();
await system.end();
await server.remove();
