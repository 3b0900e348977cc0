"use client";

import type { ReactNode } from "react";
import { useLiveStatus } from "@/components/live/live-provider";
import { Time } from "@/components/ui/time";

/** Whatever is inside looks old, and says how old, as soon as it is not live. */
export function LiveRegion({ asOf, children }: { asOf: string; children: ReactNode }) {
  const { connection } = useLiveStatus();
  const isLost = connection.phase === "lost";
  return (
    <div data-live={connection.phase} className="flex flex-col gap-2">
      {isLost && (
        <p className="text-meta text-ink-2">
          As of <Time at={asOf} relative={false} />, not live
        </p>
      )}
      <div className={isLost ? "not-live" : ""}>{children}</div>
    </div>
  );
}
