import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import type { RolloutView } from "@/lib/contracts/views";

export type HostAction = "retry" | "skip" | "fail";

const wording = {
  retry: {
    title: (host: string) => `Try ${host} again?`,
    effect: "It is deployed once more, from the first step on.",
    confirm: "Try again",
    sending: "Asking…",
  },
  skip: {
    title: (host: string) => `Go on without ${host}?`,
    effect: "It counts as skipped, no longer as failed, and keeps whatever it runs.",
    confirm: "Skip host",
    sending: "Skipping…",
  },
  fail: {
    title: (host: string) => `Fail the rollout over ${host}?`,
    effect: "No further host starts, hosts in mid-deploy are waited for, and the automation halts.",
    confirm: "Fail rollout",
    sending: "Failing…",
  },
} as const satisfies Record<HostAction, object>;

interface HostDecisionDialogProps {
  view: RolloutView;
  host: string;
  action: HostAction;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Decides about one host that failed, with a reason that stays in the rollout's events. */
export function HostDecisionDialog({ view, host, action, trigger, onClose }: HostDecisionDialogProps) {
  const { title, effect, confirm, sending } = wording[action];
  return (
    <ReasonDialog
      needs="deploy"
      title={title(host)}
      description={<p>{effect}</p>}
      path={`/rollouts/${view.number}/hosts/${encodeURIComponent(host)}?project=${view.project}`}
      body={{ action }}
      confirm={confirm}
      sending={sending}
      cancel="Not now"
      look={action === "fail" ? "danger" : "primary"}
      trigger={trigger}
      onClose={onClose}
    />
  );
}
