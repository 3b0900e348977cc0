import { parseArgs } from "node:util";
import { describeConditions, describeLoad, print } from "../figures";
import type { Measurement } from "./bench";
import type { Figure } from "./budgets";
import { isExceeded, tabulate } from "./judge-figures";
import { measureAbort } from "./measure-abort";
import { measureBytes } from "./measure-bytes";
import { measureGrid } from "./measure-grid";
import { measureHidden } from "./measure-hidden";
import { measureInteractions } from "./measure-interactions";
import { logMeasurements } from "./measure-log";
import { measurePaint } from "./measure-paint";
import { measureShift } from "./measure-shift";
import { measureSoak } from "./measure-soak";
import { measureTabs } from "./measure-tabs";
import { launchBrowser } from "./open-browser";
import { startConsole } from "./start-console";

/**
 * Holds the console to its budgets, in a real browser against the production build: all of them, or those that are named,
 * as `npm run bench:ui -- paint log-scroll`. With `--share 0.1` everything that lasts lasts a tenth. Exit code 1 when a
 * limit is exceeded.
 */
const all: Record<string, Measurement> = {
  paint: measurePaint,
  interactions: measureInteractions,
  shift: measureShift,
  bytes: measureBytes,
  ...logMeasurements,
  grid: measureGrid,
  soak: measureSoak,
  hidden: measureHidden,
  tabs: measureTabs,
  abort: measureAbort,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { share: { type: "string", default: "1" } },
});
const unknown = positionals.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`There is no measurement ${unknown.join(", ")}. There are: ${Object.keys(all).join(", ")}.`);
  process.exit(2);
}

const conditions = describeConditions();
const installation = await startConsole();
const browser = await launchBrowser();
const figures: Figure[] = [];
const failed: string[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(all)) {
  const measure = all[name];
  if (!measure) continue;
  const title = `${name}, at a load of ${describeLoad()}`;
  try {
    const found = await measure({ browser, console: installation, share: Number(values.share) });
    print(title, tabulate(found));
    figures.push(...found);
  } catch (error) {
    failed.push(`${name} could not be measured: ${error instanceof Error ? error.message : error}`);
    print(title, failed.slice(-1));
  }
}
const version = browser.version();
await browser.close();
await installation.stop();

const exceeded = figures.filter(isExceeded);
print("Conditions", [
  conditions,
  `Chromium ${version} without a GPU, on the same computer as the console, its database and this program`,
]);
print(`${figures.length} figures, ${exceeded.length} beyond their limit`, [...tabulate(exceeded), ...failed]);
// What a failed measurement leaves behind, such as hosts that move, must not keep the process.
process.exit(exceeded.length + failed.length > 0 ? 1 : 0);
