import { type SeededProject, seedProject } from "./seed-project";
import type { Console } from "./start-console";
import { writeLog } from "./write-log";

export type LongLog = SeededProject & { lines: number; path: string };

/** A rollout that is under way and has written much. */
export async function seedLongLog(console: Console, slug: string, lines = 100_000): Promise<LongLog> {
  const seeded = await seedProject(console, slug, { hosts: 40 });
  await writeLog(console.db, seeded, lines);
  return { ...seeded, lines, path: `/p/${slug}/rollouts/${seeded.rollout.number}?tab=log` };
}
