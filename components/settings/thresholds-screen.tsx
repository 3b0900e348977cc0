import { LimitsInForce } from "@/components/settings/limits-in-force";
import { RehearsalForm } from "@/components/settings/rehearsal-form";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Card } from "@/components/ui/card";
import type { Thresholds } from "@/lib/contracts/setup-views";

/** The limits a canary is judged by, how often they are wrong, and what other ones would have made of the past canaries. */
export function ThresholdsScreen({ thresholds }: { thresholds: Thresholds }) {
  const { project, shadow } = thresholds;
  return (
    <SettingsFrame project={project} area="thresholds">
      <LimitsInForce thresholds={thresholds} />
      <Card title="Back-test">
        <RehearsalForm project={project} rules={shadow.rules.map(({ limit }) => limit)} />
      </Card>
    </SettingsFrame>
  );
}
