"use client";

import { MixedFleetCard } from "@/components/fleet/mixed-fleet-card";
import { useNowView } from "@/components/live/live-provider";
import { DidCard } from "@/components/now/did-card";
import { DoingCard } from "@/components/now/doing-card";
import { FirstStepsCard } from "@/components/now/first-steps-card";
import { HaltedCard } from "@/components/now/halted-card";
import { NextCard } from "@/components/now/next-card";
import { QueueCard } from "@/components/now/queue-card";
import { RedTestsCard } from "@/components/now/red-tests-card";
import { useAbortDialog } from "@/components/rollout/use-abort-dialog";
import { LiveRegion } from "@/components/shell/live-region";
import { nowTabFace } from "@/components/shell/tab-face";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import type { NowView } from "@/lib/contracts/views";

/** Did, Doing, Next and what waits: the page of a project. */
export function NowScreen({ initial }: { initial: NowView }) {
  const view = useNowView(initial);
  const abort = useAbortDialog(view.doing);
  return (
    <>
      <TabFaceTags face={nowTabFace(view)} />
      <h1 className="sr-only">Now: {view.project}</h1>
      <LiveRegion>
        <div className={`flex flex-col gap-4 ${abort.button ? "max-sm:pb-20" : ""}`}>
          <FirstStepsCard view={view} />
          <DoingCard view={view} abortButton={abort.button} />
          <MixedFleetCard mixed={view.mixed} project={view.project} />
          {view.automation.halted ? <HaltedCard view={view} /> : <NextCard view={view} />}
          <RedTestsCard view={view} />
          <QueueCard view={view} />
          <DidCard view={view} />
        </div>
      </LiveRegion>
      {abort.dialog}
    </>
  );
}
