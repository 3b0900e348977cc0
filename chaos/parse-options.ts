import { parseArgs } from "node:util";

export type ChaosOptions = { minutes: number; seed: number; hosts: number };

/** @throws Error in words for a person */
export function parseOptions(args: string[]): ChaosOptions {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: `${Math.floor(Math.random() * 1e6)}` },
      hosts: { type: "string", default: "12" },
    },
  });
  const read = (name: "minutes" | "seed" | "hosts", least: number) => {
    const number = Number(values[name]);
    if (Number.isFinite(number) && number >= least) return number;
    throw new Error(`--${name} wants a number of at least ${least}, not "${values[name]}".`);
  };
  return { minutes: read("minutes", 0.1), seed: read("seed", 0), hosts: Math.floor(read("hosts", 3)) };
}
