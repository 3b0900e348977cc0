import { readTestWish } from "@/lib/db/built-in-tests";
import type { WorkerContext } from "../context";

/** How soon a worker hears that a person wants its tests ended. */
const lookMs = 1000;

/** Aborts its signal once a person wants the run ended, or it is no longer this worker's. */
export function watchTestWish(ctx: WorkerContext, id: number) {
  const controller = new AbortController();
  let killedBy = "another worker";
  const look = async () => {
    const wish = await readTestWish(ctx.db.prisma, { id, workerId: ctx.workerId });
    if (wish.wish === "go-on") return;
    if (wish.wish === "kill") killedBy = wish.by;
    controller.abort();
  };
  const timer = setInterval(() => {
    // While the database is away nobody can want anything; tests go on.
    look().catch((error) => ctx.logger.warn({ err: error, run: id }, "could not ask whether tests are to be ended"));
  }, lookMs);
  return {
    signal: controller.signal,
    killedBy: () => killedBy,
    release: () => clearInterval(timer),
  };
}
