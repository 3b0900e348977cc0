import type { Browser } from "@playwright/test";
import type { Figure } from "./budgets";
import type { Console } from "./start-console";

/** What a measurement is given. */
export type Bench = {
  browser: Browser;
  console: Console;
  /** How long things go on: 1 as the budgets say, less for a quick look whose figures say little. */
  share: number;
};

export type Measurement = (bench: Bench) => Promise<Figure[]>;
