import { setTimeout as delay } from "node:timers/promises";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { setHostStates } from "./move-hosts";
import { goLive, openPage } from "./open-browser";
import { recordFrames } from "./record-frames";
import { seedProject } from "./seed-project";

const hostCount = 600;
const waves = 20;
const waveMs = 100;

/** How smooth the grid of hosts stays while every one of them changes within two seconds. */
export async function measureGrid({ browser, console }: Bench): Promise<Figure[]> {
  const { rollout, hosts } = await seedProject(console, "grid", { hosts: hostCount });
  const { page, context } = await openPage(browser, console);
  await goLive(page, `${console.url}/p/grid/rollouts/${rollout.number}?tab=hosts`);
  const figures: Figure[] = [];
  for (const state of ["running", "succeeded"] as const) {
    const { frames } = await recordFrames(page, async () => {
      const began = performance.now();
      for (let wave = 0; wave < waves; wave += 1) {
        const hostIds = hosts.filter((_, index) => index % waves === wave).map(({ id }) => id);
        await setHostStates(console.db, rollout, { hostIds, state });
        await delay(Math.max(0, began + (wave + 1) * waveMs - performance.now()));
      }
      await page.waitForFunction(
        ({ wanted, count }) => document.querySelectorAll(`li[data-state="${wanted}"][title]`).length >= count,
        { wanted: state, count: hostCount },
      );
    });
    figures.push({ budget: "gridFrame", of: `all become ${state}`, value: Math.max(...frames) });
  }
  await context.close();
  return figures;
}
