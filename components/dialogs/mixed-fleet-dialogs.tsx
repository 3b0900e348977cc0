"use client";

import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import { FleetSentence } from "@/components/fleet/fleet-sentence";
import { countHosts } from "@/components/rollout/abort-ladder";
import type { MixedFleetView } from "@/lib/contracts/rollback-views";
import type { NowView } from "@/lib/contracts/views";

interface MixedFleetDialogProps {
  view: NowView;
  /** As it was shown. */
  mixed: MixedFleetView;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Brings what some hosts run to all the others. */
export function FinishFleetDialog({ view, mixed, ...rest }: MixedFleetDialogProps) {
  const { toRevision, hosts } = mixed.finish;
  const target = toRevision.slice(0, 7);
  return (
    <ReasonDialog
      needs="deploy"
      {...rest}
      title={`Finish with ${target} on the other hosts?`}
      description={
        <>
          <p>
            <FleetSentence fleet={mixed.fleet} />.
          </p>
          <p>
            {countHosts(hosts)} {hosts === 1 ? "gets" : "get"} {target}
            {mixed.kind === "rollback"
              ? ", all stages at once"
              : ", stage by stage; a stage that has it on all its hosts is not watched again"}
            .{view.automation.halted && " The automation stays halted."}
          </p>
        </>
      }
      path={`/projects/${view.project}/fleet/finish`}
      body={{ toRevision }}
      confirm={`Finish with ${target}`}
      sending="Starting…"
      cancel="Not now"
    />
  );
}

/** Accepts that the hosts differ. */
export function LeaveFleetDialog({ view, mixed, ...rest }: MixedFleetDialogProps) {
  return (
    <ReasonDialog
      needs="deploy"
      {...rest}
      title="Leave the fleet mixed?"
      description={
        <>
          <p>
            <FleetSentence fleet={mixed.fleet} />.
          </p>
          <p>Nothing is deployed. Your reason is shown to everybody until the next rollout.</p>
        </>
      }
      path={`/projects/${view.project}/fleet/leave`}
      confirm="Leave it mixed"
      sending="Noting it…"
      cancel="Not now"
    />
  );
}
