import { setTimeout as delay } from "node:timers/promises";
import { crashWord } from "@/lib/testing/system/crash-points";
import { startWorkerProcess, type WorkerProcess, type WorkerSettings } from "@/lib/testing/system/worker-process";
import type { News } from "./checker";
import type { Moments } from "./moments";
import type { Random } from "./random";

const clockShiftsMs = [0, 0, 600_000, -600_000];

/** Big enough for what a worker must write to live, too small for a repository. */
const almostFull = 4096;

const crashEntry = "lib/testing/system/crash-worker.ts";

/** Share of the workers that are killed when they come to a named moment. */
const doomedShare = 0.6;

export type Crew = {
  alive(): WorkerProcess[];
  /** Takes one out of what is alive, for a fault to end; null while none is left. */
  take(): WorkerProcess | null;
  hire(): Promise<void>;
  /** From now on nobody who is hired is doomed. */
  calmDown(): void;
  end(): Promise<void>;
};

/**
 * The workers of the installation. Each new one may have a wrong clock, a disk that is almost full, or a moment at which
 * it is killed; then another takes its place.
 */
export function createCrew(
  location: WorkerSettings,
  random: Random,
  moments: Moments,
  tell: (news: News) => void,
): Crew {
  const alive: WorkerProcess[] = [];
  const replacements: Promise<void>[] = [];
  let isCalm = false;
  let isOver = false;

  const hire = async (): Promise<void> => {
    if (isCalm || !random.chance(doomedShare)) return hireFor(burden(location, random, alive.length > 0), null);
    const moment = moments.next();
    await hireFor({ ...location, entry: crashEntry, env: { SAURON_CRASH_AT: moment } }, moment);
  };

  const hireFor = async (settings: WorkerSettings, moment: string | null): Promise<void> => {
    const worker = await startWorkerProcess(settings).catch((error: Error) => error);
    if (worker instanceof Error) {
      // It may come to its moment before it is ready for jobs.
      const died = moment !== null && worker.message.includes(crashWord);
      if (moment !== null) moments.close(moment, died);
      if (died) return hire();
      tell({ what: "died", words: worker.message });
      throw worker;
    }
    alive.push(worker);
    void worker.exited.then(() => bury(worker, moment));
  };

  const bury = (worker: WorkerProcess, moment: string | null): void => {
    const cameToMoment = moment !== null && worker.readLog().includes(crashWord);
    if (moment !== null) moments.close(moment, cameToMoment);
    if (!alive.includes(worker)) return;
    alive.splice(alive.indexOf(worker), 1);
    tell(cameToMoment ? { what: "lost", workerId: worker.id } : { what: "died", words: worker.lastWords() });
    if (cameToMoment) replacements.push(replace().catch(() => {}));
  };

  const replace = async (): Promise<void> => {
    await delay(random.between(0, 5000));
    if (!isOver) await hire();
  };

  return {
    alive: () => [...alive],
    take() {
      if (alive.length === 0) return null;
      const worker = random.pick(alive);
      alive.splice(alive.indexOf(worker), 1);
      return worker;
    },
    hire,
    calmDown() {
      isCalm = true;
    },
    async end() {
      isOver = true;
      await Promise.all(replacements);
      await Promise.all(alive.splice(0).map((worker) => worker.stop()));
    },
  };
}

/** `canBeFull`: a first worker can write, otherwise nobody sees what has landed. */
function burden(location: WorkerSettings, random: Random, canBeFull: boolean): WorkerSettings {
  const shift = random.pick(clockShiftsMs);
  return {
    ...location,
    ...(shift !== 0 && {
      entry: "lib/testing/system/shifted-worker.ts",
      env: { SAURON_CLOCK_SHIFT_MS: `${shift}` },
    }),
    ...(canBeFull && random.chance(0.15) && { fileBytes: almostFull }),
  };
}
