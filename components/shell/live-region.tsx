"use client";

import type { ReactNode } from "react";
import { toServerTime } from "@/components/live/clock";
import { useLiveStatus } from "@/components/live/live-provider";
import { Time } from "@/components/ui/time";

/** Whatever is inside looks old, and says how old, as soon as it is not live. */
export function LiveRegion({ children }: { children: ReactNode }) {
  const { connection } = useLiveStatus();
  const isLost = connection.phase === "lost";
  // What has not changed is not sent again, so the data is as fresh as the last sign of life.
  return (
    <div data-live={connection.phase} className="flex flex-col gap-2">
      {isLost && (
        <p className="text-meta text-ink-2">
          As of <Time at={toServerTime(connection.since)} relative={false} />, not live
        </p>
      )}
      <div className={isLost ? "not-live" : ""}>{children}</div>
    </div>
  );
}
