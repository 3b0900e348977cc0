import { startWorkerProcess, type WorkerProcess } from "./worker-process";

export type WorkerPool = {
  /** Starts workers until so many are alive, or ends some. */
  have(count: number): Promise<WorkerProcess[]>;
  /** The living worker with this id. */
  find(id: string): WorkerProcess;
  /** Ends one as a power cut would. */
  kill(worker: WorkerProcess): Promise<void>;
  end(): Promise<void>;
};

/** Worker processes that several tests of a file share, since each takes seconds to start. */
export function createWorkerPool(settings: { databaseUrl: string; redisUrl?: string }): WorkerPool {
  let alive: WorkerProcess[] = [];
  return {
    async have(count) {
      await Promise.all(alive.splice(count).map((worker) => worker.stop()));
      const missing = Array.from({ length: count - alive.length }, () => startWorkerProcess(settings));
      alive.push(...(await Promise.all(missing)));
      return [...alive];
    },
    find(id) {
      const worker = alive.find((each) => each.id === id);
      if (!worker) throw new Error(`no worker ${id} is alive`);
      return worker;
    },
    async kill(worker) {
      alive = alive.filter((each) => each !== worker);
      worker.signal("SIGKILL");
      await worker.exited;
    },
    async end() {
      await Promise.all(alive.splice(0).map((worker) => worker.stop()));
    },
  };
}
