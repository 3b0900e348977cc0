"use client";

import { Time } from "@/components/ui/time";
import { describeDuration } from "@/lib/domain/describe-duration";
import type { InsightCell } from "@/lib/domain/insights/tabulate-insights";

/** One figure of a table, as its unit is written; what is not known says so. */
export function InsightValue({ cell: { value, unit, none } }: { cell: InsightCell }) {
  if (value === null) return <span className="text-ink-2">{none ?? "no data"}</span>;
  switch (unit) {
    case "seconds":
      return describeDuration(Number(value));
    case "percent":
      return `${value} %`;
    case "time":
      return <Time at={`${value}`} relative={false} />;
    case "rollout":
      return `#${value}`;
    default:
      return value;
  }
}
