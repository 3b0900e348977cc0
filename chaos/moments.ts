import { crashPoints } from "@/lib/testing/system/crash-points";
import type { Random } from "./random";

/** The named moments at which a worker can be killed, and which of them workers have died at. */
export type Moments = {
  /** One that no worker has died at, nor is about to, while there is one. */
  next(): string;
  /** A worker has died at it, or has ended in another way before it came to it. */
  close(name: string, died: boolean): void;
  reached(): string[];
  left(): string[];
};

export function shuffleMoments(random: Random): Moments {
  const names = crashPoints.map(({ name }) => name);
  const waiting = random.shuffle(names);
  const reached = new Set<string>();
  return {
    next: () => waiting.shift() ?? random.pick(names),
    close(name, died) {
      if (died) reached.add(name);
      else if (!reached.has(name)) waiting.push(name);
    },
    reached: () => [...reached],
    left: () => names.filter((name) => !reached.has(name)),
  };
}
