import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { Thresholds } from "@/lib/contracts/setup-views";
import type { LimitRate, ShadowView } from "@/lib/contracts/shadow-views";
import type { LimitChange } from "@/lib/domain/canary/trace-limits";

const linkClass = "text-run underline underline-offset-2";

/**
 * Every limit, since when it is what it is, and beside it how often it would have stopped a host to which nothing was
 * deployed.
 */
export function LimitsInForce({ thresholds }: { thresholds: Thresholds }) {
  const { project, comparison, changes, shadow } = thresholds;
  const { isOn, rules, comparisons } = shadow;
  return (
    <Card title="Limits in force">
      <ul className="flex max-w-[72ch] list-disc flex-col gap-1 pl-5">
        {rules.map((rate) => (
          <Limit key={rate.limit} isOn={isOn} rate={rate} text={`${rate.limit} %`}>
            <Since project={project} change={changes.rules[rate.limit] ?? null} />
          </Limit>
        ))}
        <li>
          {comparison}
          <Since project={project} change={changes.comparison} />
        </li>
        {isOn &&
          comparisons.map((rate) => (
            <Limit key={rate.limit} isOn={isOn} rate={rate} text={`Comparison of ${rate.limit}`} />
          ))}
      </ul>
      <p className="max-w-[72ch] pt-2 text-ink-2">{describeShadow(shadow)}</p>
      <p className="max-w-[72ch] pt-2 text-ink-2">
        They are changed in the{" "}
        <Link href={`/p/${project}/settings/project`} prefetch={false} className={linkClass}>
          project file
        </Link>
        ; what others would have made of the past canaries can be tried below.
      </p>
    </Card>
  );
}

interface LimitProps {
  isOn: boolean;
  rate: LimitRate;
  text: string;
  children?: ReactNode;
}

function Limit({ isOn, rate, text, children }: LimitProps) {
  return (
    <li>
      {text}
      {children}
      {isOn && <span className="block text-ink-2">{rate.sentence}</span>}
    </li>
  );
}

/** Who made the limit what it is, when, and what it was before. */
function Since({ project, change }: { project: string; change: LimitChange | null }) {
  if (!change) return null;
  const { revision, author, at, was } = change;
  return (
    <span className="block text-ink-2">
      {was === null ? "Since " : `Was ${was.replace(/\.$/, "")} until `}
      <Time at={at} /> (
      <Link href={`/p/${project}/settings/project?revision=${revision}`} prefetch={false} className={linkClass}>
        version {revision}
      </Link>
      , by {author})
    </span>
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
