import type { Bench } from "./bench";
import { measureLogFollow } from "./measure-log-follow";
import { measureLogOpen } from "./measure-log-open";
import { measureLogReading } from "./measure-log-reading";
import { measureLogScroll } from "./measure-log-scroll";
import { measureLogSearch } from "./measure-log-search";
import { seedLongLog } from "./seed-long-log";

const measurements = {
  open: measureLogOpen,
  search: measureLogSearch,
  scroll: measureLogScroll,
  reading: measureLogReading,
  follow: measureLogFollow,
};

/** What is measured of a log of 100,000 lines, each in a log of its own: what one writes would be in the way of another. */
export const logMeasurements = Object.fromEntries(
  Object.entries(measurements).map(([name, measure]) => [
    `log-${name}`,
    async (bench: Bench) => measure(bench, await seedLongLog(bench.console, `log-${name}`)),
  ]),
);
