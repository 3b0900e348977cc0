"use client";

import { lazy } from "react";
import { useRolloutView } from "@/components/live/live-provider";
import { LateSilentWorker } from "@/components/rollout/late-silent-worker";
import { RolloutHeader } from "@/components/rollout/rollout-header";
import { RolloutTabs } from "@/components/rollout/rollout-tabs";
import { useAbortDialog } from "@/components/rollout/use-abort-dialog";
import { readTab, useViewQuery } from "@/components/rollout/use-view-query";
import { LiveRegion } from "@/components/shell/live-region";
import { rolloutTabFace } from "@/components/shell/tab-face";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { LatePart } from "@/components/ui/late-part";
import type { LogLine, RolloutView } from "@/lib/contracts/views";

interface RolloutScreenProps {
  initial: RolloutView;
  /** The last lines of its log, when the page opens at them. */
  logEnd: readonly LogLine[];
}

/** Everything about one rollout. Header and Abort stay in sight on every tab. */
export function RolloutScreen({ initial, logEnd }: RolloutScreenProps) {
  const view = useRolloutView(initial);
  const query = useViewQuery();
  const tab = readTab(query.get("tab"));
  const Tab = tabs[tab];
  const abort = useAbortDialog(view);
  return (
    <>
      <TabFaceTags face={rolloutTabFace(view)} />
      <LiveRegion>
        <div className={abort.button ? "max-sm:pb-20" : ""}>
          <div className="top-0 z-20 -mx-6 [@media(min-height:30rem)]:sticky border-b border-hairline bg-canvas px-6 max-sm:-mx-4 max-sm:px-4">
            <RolloutHeader view={view} abortButton={abort.button} />
            <RolloutTabs current={tab} view={view} />
          </div>
          <div id="rollout-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className="flex flex-col gap-4 pt-4">
            <LateSilentWorker rollout={view} />
            <LatePart key={tab} room={<Room />}>
              <Tab view={view} logEnd={logEnd} />
            </LatePart>
          </div>
        </div>
      </LiveRegion>
      {abort.dialog}
    </>
  );
}

/** Nobody looks at more than one of them at a time, so each is a file of its own. */
const tabs = {
  overview: lazy(async () => ({ default: (await import("@/components/rollout/overview-tab")).OverviewTab })),
  hosts: lazy(async () => ({ default: (await import("@/components/fleet/hosts-tab")).HostsTab })),
  canary: lazy(async () => ({ default: (await import("@/components/canary/canary-tab")).CanaryTab })),
  log: lazy(async () => ({ default: (await import("@/components/log/log-tab")).LogTab })),
  events: lazy(async () => ({ default: (await import("@/components/rollout/events-tab")).EventsTab })),
};

/** Where a tab will be. */
function Room() {
  return <div className="min-h-[max(20rem,calc(100dvh-20rem))]" />;
}
