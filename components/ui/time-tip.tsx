"use client";

import type { ReactNode } from "react";
import { usePreferences } from "@/components/shell/preferences-store";
import { formatAbsolute, formatZone } from "@/components/ui/time-format";
import { WithTip } from "@/components/ui/with-tip";

interface TimeTipProps {
  /** ISO time. */
  at: string;
  children: ReactNode;
}

/** A moment that tells more about itself: date and clock in both zones, and the ISO form. */
export function TimeTip({ at, children }: TimeTipProps) {
  return (
    <WithTip<HTMLTimeElement> tip={<Moment at={at} />} className="whitespace-nowrap">
      {(anchor) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what hover tells must be told to the keyboard too.
        <time {...anchor} dateTime={at} tabIndex={0} className="whitespace-nowrap">
          {children}
        </time>
      )}
    </WithTip>
  );
}

function Moment({ at }: { at: string }) {
  const { localZone } = usePreferences();
  const ms = Date.parse(at);
  const zones = localZone === "UTC" ? ["UTC"] : [localZone, "UTC"];
  return (
    <>
      {zones.map((zone) => (
        <span key={zone} className="block">
          {formatAbsolute(ms, 0, zone)} <span className="text-ink-2">{formatZone(ms, zone)}</span>
        </span>
      ))}
      <span className="block font-mono">{at}</span>
    </>
  );
}
