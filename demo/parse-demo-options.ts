import { parseArgs } from "node:util";

export type DemoCommandOptions = {
  machines: number;
  speed: number;
  /** Requests per second on each machine. */
  traffic: number;
  /** Null = the default of the web process. */
  port: number | null;
  data: string | null;
  seed: number | null;
  fresh: boolean;
  open: boolean;
  /** Null = the show goes on until it is stopped. */
  rollouts: number | null;
  json: boolean;
  senders: boolean;
  /** Nothing lands by itself; standard input says what does. */
  onRequest: boolean;
};

/** Reads the demo's arguments; throws with a sentence when they cannot be used. */
export function parseDemoOptions(argv: string[]): DemoCommandOptions {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args: argv,
    options: {
      machines: text,
      speed: text,
      traffic: text,
      port: text,
      data: text,
      seed: text,
      rollouts: text,
      fresh: flag,
      "no-open": flag,
      json: flag,
      senders: flag,
      "on-request": flag,
    },
  });
  return {
    machines: readNumber("machines", values.machines, { least: 4, most: 500, whole: true }) ?? 24,
    speed: readNumber("speed", values.speed, { least: 0.1, most: 10, whole: false }) ?? 1,
    traffic: readNumber("traffic", values.traffic, { least: 0.1, most: 200, whole: false }) ?? 3,
    port: readNumber("port", values.port, { least: 0, most: 65_535, whole: true }),
    data: values.data ?? null,
    seed: readNumber("seed", values.seed, { least: 0, most: 2 ** 31 - 1, whole: true }),
    fresh: values.fresh,
    open: !values["no-open"],
    rollouts: readNumber("rollouts", values.rollouts, { least: 1, most: 50, whole: true }),
    json: values.json,
    senders: values.senders,
    onRequest: values["on-request"],
  };
}

type Limits = { least: number; most: number; whole: boolean };

function readNumber(name: string, text: string | undefined, { least, most, whole }: Limits): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  const fits = text.trim() !== "" && number >= least && number <= most && (!whole || Number.isInteger(number));
  if (!fits)
    throw new Error(`--${name} takes a${whole ? " whole" : ""} number from ${least} to ${most}, not "${text}".`);
  return number;
}
