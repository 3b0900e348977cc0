import type { CanaryInterval } from "./canary-input";

/** Requests whose code says that client, proxy or server broke off rather than what the page answered. */
export type ApartCount = { code: string; canary: number; control: number };

const apart = ["499", "444", "460", "520", "521", "522", "523", "524", "525", "526", "527", "0", "-1", "-"];

/** Codes that are shown apart, those that occurred. They count as any other code unless the project leaves them out. */
export function countApart(intervals: readonly CanaryInterval[]): ApartCount[] {
  const sum = (arm: "canary" | "control", code: string) =>
    intervals.reduce((all, interval) => all + (interval[arm]?.codes[code] ?? 0), 0);
  return apart
    .map((code) => ({ code, canary: sum("canary", code), control: sum("control", code) }))
    .filter(({ canary, control }) => canary + control > 0);
}
