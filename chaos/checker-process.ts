import { setTimeout as delay } from "node:timers/promises";
import { createDatabase } from "@/lib/db/client";
import { isDatabaseUnavailable } from "@/lib/db/retry-while-unavailable";
import { checkFacts, checkRevisions } from "@/lib/testing/properties/check-rollout";
import { readMachineRecords } from "@/lib/testing/properties/machine-records";
import { readProjectFacts } from "@/lib/testing/properties/read-facts";
import type { News, Watched } from "./checker";
import { createWitness } from "./witness";

const lookMs = 500;

/** Rollouts that ended before the newest ones are only looked at again at the end. */
const newest = 4;

const watched = JSON.parse(process.argv[2] ?? "") as Watched;
const db = createDatabase(watched.databaseUrl, { poolSize: 2 });
const witness = createWitness();
let isOver = false;

async function look(after: number): Promise<number> {
  const since = Date.now();
  const told = await readProjectFacts(db, watched.projectId, after);
  // Read after the database: what a machine has done is never younger than what is known of it.
  const facts = { ...told, machines: readMachineRecords(watched.directory, watched.hosts) };
  witness.add(checkFacts(facts));
  witness.see(facts, since);
  return facts.rollouts.at(-1)?.number ?? 0;
}

async function lookAgainAndAgain(): Promise<void> {
  let last = 0;
  while (!isOver) {
    await look(Math.max(0, last - newest))
      .then((number) => {
        last = number;
      })
      .catch(forgive);
    await delay(lookMs);
  }
}

/** Servers are taken away on purpose. */
function forgive(error: unknown): void {
  if (!isDatabaseUnavailable(error)) throw error;
}

async function finish(): Promise<void> {
  isOver = true;
  await looking;
  await look(0);
  const told = await readProjectFacts(db, watched.projectId);
  const machines = readMachineRecords(watched.directory, watched.hosts);
  witness.add(checkRevisions({ ...told, machines }));
  const reports = await db.prisma.testRun.findMany({
    where: { projectId: watched.projectId },
    select: { sha: true },
  });
  witness.expectReports(new Set(reports.map(({ sha }) => sha)));
  process.send?.(witness.tell(told.rollouts));
}

process.on("unhandledRejection", forgive);

const looking = lookAgainAndAgain();
process.on("message", (news: News) => {
  if (news.what === "finish") void finish();
  else witness.hear(news);
});
process.once("disconnect", async () => {
  isOver = true;
  await looking;
  await db.close();
});
