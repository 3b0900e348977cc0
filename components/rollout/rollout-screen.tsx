"use client";

import type { ComponentType } from "react";
import { HostsTab } from "@/components/fleet/hosts-tab";
import { useRolloutView } from "@/components/live/live-provider";
import { EventsTab } from "@/components/rollout/events-tab";
import { OverviewTab } from "@/components/rollout/overview-tab";
import { RolloutHeader } from "@/components/rollout/rollout-header";
import { RolloutTabs } from "@/components/rollout/rollout-tabs";
import { useAbortDialog } from "@/components/rollout/use-abort-dialog";
import { readTab, useViewQuery } from "@/components/rollout/use-view-query";
import { LiveRegion } from "@/components/shell/live-region";
import { rolloutTabFace } from "@/components/shell/tab-face";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { PartGone } from "@/components/ui/part-gone";
import { useLazyPart } from "@/components/ui/use-lazy-part";
import type { RolloutView } from "@/lib/contracts/views";

/** Everything about one rollout. Header and Abort stay in sight on every tab. */
export function RolloutScreen({ initial }: { initial: RolloutView }) {
  const view = useRolloutView(initial);
  const query = useViewQuery();
  const tab = readTab(query.get("tab"));
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
          <div id="rollout-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className="pt-4">
            {tab === "overview" && <OverviewTab view={view} />}
            {tab === "hosts" && <HostsTab view={view} />}
            {tab === "canary" && <LazyTab key={tab} view={view} load={loadCanaryTab} />}
            {tab === "log" && <LazyTab key={tab} view={view} load={loadLogTab} />}
            {tab === "events" && <EventsTab view={view} />}
          </div>
        </div>
      </LiveRegion>
      {abort.dialog}
    </>
  );
}

type Tab = ComponentType<{ view: RolloutView }>;

const loadLogTab = async (): Promise<Tab> => (await import("@/components/log/log-tab")).LogTab;
const loadCanaryTab = async (): Promise<Tab> => (await import("@/components/canary/canary-tab")).CanaryTab;

/** Large parts that most visits do without. */
function LazyTab({ view, load }: { view: RolloutView; load: () => Promise<Tab> }) {
  const { part: LoadedTab, isGone } = useLazyPart(true, load);
  if (LoadedTab) return <LoadedTab view={view} />;
  return <div className="min-h-[max(20rem,calc(100dvh-20rem))]">{isGone && <PartGone />}</div>;
}
