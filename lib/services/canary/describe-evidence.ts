import type { CanaryEvidenceView } from "@/lib/contracts/canary-views";
import type { LoggedError } from "@/lib/domain/access-log/pick-errors";
import type { CanaryInput } from "@/lib/domain/canary/canary-input";
import type { CanaryVerdict } from "@/lib/domain/canary/canary-verdict";
import { completeConfig } from "@/lib/domain/canary/complete-config";
import { countApart } from "@/lib/domain/canary/count-apart";
import { describeDetectable } from "@/lib/domain/canary/find-detectable-times";
import type { StageBaseline } from "@/lib/domain/canary/summarise-baseline";
import { fewestControls } from "@/lib/domain/fleet/choose-controls";

/** As many errors as a person reads. */
export const mostErrors = 10;

export type Judged = {
  input: CanaryInput;
  verdict: CanaryVerdict;
  baseline: StageBaseline | null;
  /** Names of the hosts it was compared with. */
  controls: string[];
  errors: CanaryEvidenceView["errors"];
};

/** What a verdict rests on, for a person to read. */
export function describeEvidence({ input, verdict, baseline, controls, errors }: Judged): CanaryEvidenceView {
  return {
    controls,
    detects: tellDetectable(input, verdict),
    apart: countApart(input.intervals),
    errors,
    notes: [...tellComparison(input, controls), ...tellBaseline(baseline)],
  };
}

/** The newest errors, those of this look after those that were kept. */
export function keepErrors(
  kept: CanaryEvidenceView["errors"],
  found: readonly LoggedError[],
): CanaryEvidenceView["errors"] {
  const told = found.map(({ time, ...error }) => ({ ...error, at: new Date(time * 1000).toISOString() }));
  return [...kept, ...told].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-mostErrors);
}

/** "about 5× in 5 min"; null while 5xx are not compared. */
function tellDetectable(input: CanaryInput, { families, detectableTimes }: CanaryVerdict): string | null {
  if (!families.some(({ family }) => family === "5xx")) return null;
  const intervals = (input.carried?.length ?? 0) + input.intervals.length;
  return describeDetectable(detectableTimes, intervals * completeConfig(input.config).intervalSeconds);
}

function tellComparison({ config }: CanaryInput, controls: string[]): string[] {
  if (controls.length > 0) return config?.compare ? [] : ["The project file says that nothing is compared."];
  return [
    `Nothing to compare with: fewer than ${fewestControls} hosts of the same role run the revision of before. The rules alone were judged.`,
  ];
}

function tellBaseline(baseline: StageBaseline | null): string[] {
  if (!baseline)
    return ["The hosts were not measured before the deploy, so durations and traffic shares are not known."];
  const missing = baseline.missing.map((reason) => `Not measured before the deploy: ${reason}`);
  const isTimed = baseline.hosts.some(({ slowerThan }) => slowerThan !== null);
  return isTimed ? missing : [...missing, "The access logs tell no durations, so latency was not compared."];
}
