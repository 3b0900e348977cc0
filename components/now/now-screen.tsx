"use client";

import { lazy } from "react";
import { useNowView } from "@/components/live/live-provider";
import { DidCard } from "@/components/now/did-card";
import { DoingCard } from "@/components/now/doing-card";
import { isBeforeFirstRollout } from "@/components/now/is-before-first-rollout";
import { NextCard } from "@/components/now/next-card";
import { QueueCard } from "@/components/now/queue-card";
import { useAbortDialog } from "@/components/rollout/use-abort-dialog";
import { LiveRegion } from "@/components/shell/live-region";
import { nowTabFace } from "@/components/shell/tab-face";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { LatePart } from "@/components/ui/late-part";
import type { NowView } from "@/lib/contracts/views";

/** Did, Doing, Next and what waits: the page of a project. */
export function NowScreen({ initial }: { initial: NowView }) {
  const view = useNowView(initial);
  const abort = useAbortDialog(view.doing);
  const halted = view.automation.halted && (
    <LatePart>
      <HaltedCard view={view} />
    </LatePart>
  );
  return (
    <>
      <TabFaceTags face={nowTabFace(view)} />
      <h1 className="sr-only">Now: {view.project}</h1>
      <LiveRegion>
        <div className={`flex flex-col gap-4 ${abort.button ? "max-sm:pb-20" : ""}`}>
          {isBeforeFirstRollout(view) && (
            <LatePart>
              <FirstStepsCard view={view} />
            </LatePart>
          )}
          {/* What runs can be stopped; where nothing does, what has stopped comes first. */}
          {!view.doing && halted}
          <DoingCard view={view} abortButton={abort.button} />
          {view.mixed && (
            <LatePart>
              <MixedFleetCard mixed={view.mixed} project={view.project} />
            </LatePart>
          )}
          {view.doing && halted}
          {!halted && <NextCard view={view} />}
          {view.redTrunk.length > 0 && (
            <LatePart>
              <RedTestsCard view={view} />
            </LatePart>
          )}
          <QueueCard view={view} />
          <DidCard view={view} />
        </div>
      </LiveRegion>
      {abort.dialog}
    </>
  );
}

/** Not shown most of the time, so each is a file of its own. */
const FirstStepsCard = lazy(async () => ({
  default: (await import("@/components/now/first-steps-card")).FirstStepsCard,
}));
const HaltedCard = lazy(async () => ({ default: (await import("@/components/now/halted-card")).HaltedCard }));
const MixedFleetCard = lazy(async () => ({
  default: (await import("@/components/fleet/mixed-fleet-card")).MixedFleetCard,
}));
const RedTestsCard = lazy(async () => ({ default: (await import("@/components/now/red-tests-card")).RedTestsCard }));
