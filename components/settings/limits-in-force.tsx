import { Card } from "@/components/ui/card";
import type { LimitRate, ShadowView } from "@/lib/contracts/shadow-views";

interface LimitsInForceProps {
  comparison: string;
  shadow: ShadowView;
}

/** Every limit, and beside it how often it would have stopped a host to which nothing was deployed. */
export function LimitsInForce({ comparison, shadow }: LimitsInForceProps) {
  const { isOn, rules, comparisons } = shadow;
  return (
    <Card title="Limits in force">
      <ul className="flex max-w-[72ch] list-disc flex-col gap-1 pl-5">
        {rules.map((rate) => (
          <Limit key={rate.limit} isOn={isOn} rate={rate} text={`${rate.limit} %`} />
        ))}
        <li>{comparison}</li>
        {isOn &&
          comparisons.map((rate) => (
            <Limit key={rate.limit} isOn={isOn} rate={rate} text={`Comparison of ${rate.limit}`} />
          ))}
      </ul>
      <p className="max-w-[72ch] pt-2 text-ink-2">{describeShadow(shadow)}</p>
      <p className="max-w-[72ch] pt-2 text-ink-2">They are changed in the project file.</p>
    </Card>
  );
}

function Limit({ isOn, rate, text }: { isOn: boolean; rate: LimitRate; text: string }) {
  return (
    <li>
      {text}
      {isOn && <span className="block text-ink-2">{rate.sentence}</span>}
    </li>
  );
}

/** What the figures beside the limits are, or how to have them. */
function describeShadow({ isOn, any, inconclusive, days }: ShadowView): string {
  if (!isOn) {
    return "How often these limits would stop a good canary is not known: canary.shadow: true in the project file has hosts pose as canary while nothing is deployed.";
  }
  const unclear = inconclusive === 0 ? "" : ` ${inconclusive} more in ${days} days allowed no verdict.`;
  return `All limits together, on hosts that posed as canary while nothing was deployed: ${any.sentence}${unclear}`;
}
