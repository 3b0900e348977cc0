import { percentile } from "../figures";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { moveHosts } from "./move-hosts";
import { goLive, openPage, type Pace } from "./open-browser";
import { seedProject } from "./seed-project";
import { readWatched, type Watched } from "./watch-page";
import { writeLog } from "./write-log";

const visits = 5;

/** How soon the main pages show what they are about, to somebody with an empty cache, and what moves until then. */
export async function measurePaint(bench: Bench): Promise<Figure[]> {
  const { db } = bench.console;
  const seeded = await seedProject(bench.console, "paint", { past: 50, waiting: 12 });
  await writeLog(db, seeded, 2000);
  const moving = moveHosts(db, seeded);
  const rollout = `/p/paint/rollouts/${seeded.rollout.number}`;
  const pages = { Now: "/p/paint", Rollout: rollout, History: "/p/paint/history" };
  const figures: Figure[] = [];
  for (const [of, path] of Object.entries(pages)) {
    const full = await visit(bench, path, "full");
    const slow = await visit(bench, path, "slow");
    figures.push(
      { budget: "lcp", of, value: full.lcp },
      { budget: "lcpSlow", of, value: slow.lcp },
      nameShift("loadShift", of, full.shift > slow.shift ? full : slow),
    );
  }
  // What a page loads only when it is wanted stands in for itself until then.
  for (const tab of ["canary", "log"]) {
    figures.push(nameShift("skeletonShift", `Rollout, ${tab}`, await visit(bench, `${rollout}?tab=${tab}`, "slow")));
  }
  await moving.stop();
  return figures;
}

type Visit = Pick<Watched, "lcp" | "shift" | "moved">;

function nameShift(budget: "loadShift" | "skeletonShift", of: string, { shift, moved }: Visit): Figure {
  return { budget, of: shift === 0 ? of : `${of}; most moved: ${moved}`, value: shift };
}

/** The paint that three of four visits do not exceed, and the worst shift of all. */
async function visit({ browser, console, share }: Bench, path: string, pace: Pace): Promise<Visit> {
  const seen: Visit[] = [];
  for (let number = 0; number < Math.ceil(visits * share); number += 1) {
    const { page, context } = await openPage(browser, console, pace);
    await goLive(page, console.url + path);
    // What comes late and moves things comes within this.
    await page.waitForTimeout(1000);
    seen.push(await readWatched(page));
    await context.close();
  }
  const paints = seen.map(({ lcp }) => lcp);
  const [worst] = seen.toSorted((a, b) => b.shift - a.shift);
  return { shift: Number.NaN, moved: "", ...worst, lcp: percentile(paints, 0.75) };
}
