import { setTimeout as delay } from "node:timers/promises";
import { insertFreeze, liftFreeze } from "@/lib/db/freezes";
import { notifyChange } from "@/lib/db/notify";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { moveHosts } from "./move-hosts";
import { goLive, openPage } from "./open-browser";
import { seedProject } from "./seed-project";
import { readWatched } from "./watch-page";

const minutes = 5;

/** How much moves by itself under the eyes of somebody who watches a rollout, while a banner comes and goes. */
export async function measureShift({ browser, console, share }: Bench): Promise<Figure[]> {
  const seeded = await seedProject(console, "shift", { past: 10, waiting: 6 });
  const { project, rollout } = seeded;
  const moving = moveHosts(console.db, seeded);
  const watching = {
    Now: "/p/shift",
    "Rollout, hosts": `/p/shift/rollouts/${rollout.number}?tab=hosts`,
    "Rollout, log": `/p/shift/rollouts/${rollout.number}?tab=log`,
  };
  const opened = await Promise.all(
    Object.entries(watching).map(async ([of, path]) => {
      const { page, context } = await openPage(browser, console);
      await goLive(page, console.url + path);
      return { of, page, context };
    }),
  );
  const change = (write: (tx: Tx) => Promise<unknown>) =>
    inTransaction(console.db.prisma, async (tx) => {
      await write(tx);
      await notifyChange(tx, { project: project.id });
    });
  const by = { projectId: project.id, actor: { kind: "user", name: "bo" } as const };
  const third = (minutes * 60_000 * share) / 3;
  await delay(third);
  await change((tx) => insertFreeze(tx, { ...by, reason: "Measured with a banner", seconds: 3600 }));
  await opened[0]?.page.locator('[data-state="frozen"]').first().waitFor();
  await delay(third);
  await change((tx) => liftFreeze(tx, { ...by, reason: "Measured without it" }));
  await delay(third);
  await moving.stop();
  return Promise.all(
    opened.map(async ({ of, page, context }) => {
      const { shift, moved } = await readWatched(page);
      await context.close();
      return { budget: "liveShift", of: `${of}; most moved: ${moved}`, value: shift } as const;
    }),
  );
}
