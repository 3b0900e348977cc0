import { UsageError } from "./run-reporting";

/** Reads the number of a rollout as people write it, `12` or `#12`; `asked` is the sentence for what is none. */
export function parseRolloutNumber(text: string | undefined, asked: string): number {
  const number = Number(/^#?(\d+)$/.exec(text ?? "")?.[1]);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new UsageError(asked);
}
