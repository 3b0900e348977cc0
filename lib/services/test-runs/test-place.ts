import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { listRunningTests } from "@/lib/db/built-in-tests";
import { removeDirectory } from "@/lib/integrations/processes/remove-directory";
import type { WorkerContext } from "../context";

/** Where a run happens: a directory named after it, that goes when the run has ended. */
export type TestPlace = { directory: string; checkout: string; home: string; temporary: string };

export async function makeTestPlace(ctx: Pick<WorkerContext, "testDirectory">, runId: number): Promise<TestPlace> {
  const directory = join(ctx.testDirectory, `${runId}`);
  const place = { directory, checkout: join(directory, "checkout"), home: join(directory, "home") };
  const temporary = join(directory, "tmp");
  await mkdir(place.home, { recursive: true });
  await mkdir(temporary, { recursive: true });
  return { ...place, temporary };
}

/** Removes the places of runs that nobody runs any more: a crash leaves them behind. */
export async function removeLeftPlaces({
  db,
  testDirectory,
  logger,
}: Pick<WorkerContext, "db" | "testDirectory" | "logger">): Promise<void> {
  const names = await readdir(testDirectory).catch(() => []);
  const ids = names.filter((name) => /^\d{1,9}$/.test(name)).map(Number);
  const running = new Set(await listRunningTests(db.prisma, ids));
  for (const id of ids) {
    if (running.has(id)) continue;
    // Tests that are just being ended may still write into it; the run after this one tries again.
    await removeDirectory(join(testDirectory, `${id}`)).catch((error) =>
      logger.warn({ err: error, run: id }, "what a test run left behind could not be removed"),
    );
  }
}
