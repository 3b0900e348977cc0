"use client";

import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { useAction } from "@/components/ui/use-action";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";

interface StartDialogProps {
  view: NowView;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Confirms the rollout that was suggested when it opened, no other one, and goes to its page. */
export function StartDialog({ view, trigger, onClose }: StartDialogProps) {
  const router = useRouter();
  const [shown] = useState(view);
  const { project, next, queue } = shown;
  const body = useMemo(() => ({ suggested: next.nextCommit }), [next.nextCommit]);
  const action = useAction<RolloutSummary>(`/api/v1/rollouts?project=${project}`, body);
  const started = action.state.phase === "done" ? action.state.answer.number : null;
  useEffect(() => {
    if (started !== null) router.push(`/p/${project}/rollouts/${started}`);
  }, [started, router, project]);
  const commits = queue.slice(0, next.commitCount);
  const hosts = shown.fleet.reduce((sum, part) => sum + (part.setAside ? 0 : part.hosts), 0);
  return (
    <Dialog
      role="alertdialog"
      title={`Start a rollout of ${commits.length} ${commits.length === 1 ? "commit" : "commits"}?`}
      description={
        <>
          <p>
            Moves {hosts} {hosts === 1 ? "host" : "hosts"} to {next.nextCommit?.slice(0, 7)}, stage by stage as the
            project file says.
          </p>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            {commits.map((commit) => (
              <li key={commit.sha}>
                <code className="font-mono text-log">{commit.sha.slice(0, 7)}</code> {commit.title} ({commit.author})
              </li>
            ))}
          </ul>
        </>
      }
      trigger={trigger}
      onClose={onClose}
    >
      <ConfirmButtons
        needs="deploy"
        action={action}
        confirm="Start rollout"
        sending="Starting…"
        cancel="Not now"
        look="primary"
        blocked={
          started === null && nameRange(view) !== nameRange(shown) ? "The suggestion has changed: look again." : null
        }
        onCancel={onClose}
      />
    </Dialog>
  );
}

function nameRange({ next, queue }: NowView): string {
  return `${queue[0]?.sha}..${next.nextCommit}`;
}
