import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
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
  stepSeconds: 0,
  // Costs nothing while it runs, unlike many shells that print.
  script: "exec sleep 300",
  oneStage: true,
});
const worker = await startWorkerProcess({ databaseUrl: server.url });
await system.land();
await system.untilBusy(hosts, 180);
const { id } = await system.newestRollout();

const watcher = fork(join(import.meta.dirname, "watch-groups.ts"), system.machines.listGroups().map(String));
await once(watcher, "message");
const allGone = once(watcher, "message") as Promise<[number[]]>;

const clickedAt = Date.now();
await abortRollout(system.ctx, { rolloutId: id });
const answered = Date.now() - clickedAt;
const [goneAt] = await allGone;
const ended = await system.untilState("aborted", 120);
print(`Abort with ${hosts} hosts at work, one worker process`, [
  `recorded and answered after ${answered} ms`,
  `remote process group gone: ${describeSpread(goneAt.map((at) => at - clickedAt))}`,
  `rollout aborted ${Number(ended.endedAt) - Number(ended.abortRequestedAt)} ms after the abort was recorded`,
  `all ${hosts} machines share this computer and their SSH servers one process; ${conditions}`,
]);
await worker.stop();
await system.end();
await server.remove();
