import { arch, cpus, loadavg, platform } from "node:os";

/** The value that `share` (0..1) of the values do not exceed. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** "p50 12 ms, p95 40 ms, max 55 ms (200 values)" */
export function describeSpread(milliseconds: number[]): string {
  const at = (share: number) => `${Math.round(percentile(milliseconds, share))} ms`;
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)} (${milliseconds.length} values)`;
}

export function print(title: string, lines: string[]): void {
  console.log([`\n${title}`, ...lines.map((line) => `  ${line}`)].join("\n"));
}

/** What the figures of a run depend on. */
export function describeConditions(): string {
  const [cpu] = cpus();
  return `Node.js ${process.version} on ${platform()} ${arch()}, ${cpus().length} cores (${cpu?.model.trim()}), load ${describeLoad()} before the start`;
}

/** How much the computer had to do in the last minute. */
export function describeLoad(): string {
  return loadavg()[0]?.toFixed(1) ?? "unknown";
}
