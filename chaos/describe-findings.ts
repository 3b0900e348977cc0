import type { Findings } from "./checker";
import type { Moments } from "./moments";

const properties = {
  P1: "nothing acknowledged is lost",
  P2: "one rollout at a time",
  P3: "never two deploys on a host at once, none twice without need",
  P4: "every change happens once, with one event",
  P5: "events are only ever added",
  P6: "after an abort nothing starts",
  P7: "one end, and an abort before it wins",
  P8: "unknown is not success",
} as const;

/** What a run has found, for a person. */
export function describeFindings(findings: Findings, faults: Map<string, number>, moments: Moments): string {
  const { violations, ends, deploys, abortSeconds, takeoverSeconds } = findings;
  const inflicted = [...faults].sort(([, a], [, b]) => b - a);
  const total = inflicted.reduce((sum, [, count]) => sum + count, 0);
  const finals = Object.entries(ends).map(([state, count]) => `${count} ${state}`);
  const lines = [
    "",
    `${total} faults:`,
    ...inflicted.map(([name, count]) => `  ${String(count).padStart(4)} × ${name}`),
    describeMoments(moments),
    `Rollouts: ${finals.join(", ") || "none"}.`,
    `Hosts: ${deploys.taken} deploys, ${deploys.unknown} of them unknown for a time, ${deploys.again} tried again.`,
    `Longest takeover of a lost worker: ${describeLongest(takeoverSeconds)}.`,
    `Longest time from an abort to the end: ${describeLongest(abortSeconds)}.`,
    `Looked ${findings.looks} times:`,
    ...Object.entries(properties).map(([name, text]) => {
      const broken = violations.filter(({ property }) => property === name);
      return `  ${name} ${text}: ${broken.length} violations`;
    }),
    ...violations.map(({ property, what }) => `  ${property} VIOLATED: ${what}`),
    `${violations.length} violations`,
    "",
  ];
  return lines.join("\n");
}

function describeLongest(seconds: number[]): string {
  if (seconds.length === 0) return "none was seen";
  return `${Math.max(...seconds).toFixed(1)} s of ${seconds.length}`;
}

function describeMoments(moments: Moments): string {
  const [reached, left] = [moments.reached(), moments.left()];
  const told = left.length === 0 ? "" : `; not at: ${left.join(", ")}`;
  return `Workers were killed at ${reached.length} of ${reached.length + left.length} named moments${told}.`;
}
