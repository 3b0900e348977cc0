"use client";

import { type CommitDialogProps, CommitLine } from "@/components/dialogs/commit-line";
import type { LockAct } from "@/components/dialogs/project-dialog";
import { ReasonDialog } from "@/components/dialogs/reason-dialog";

/** Keeps a commit, and with it all that landed later, from being deployed by the automation. */
export function LockDialog({ view, commit, trigger, onClose }: CommitDialogProps) {
  const at = view.queue.findIndex((each) => each.sha === commit.sha);
  const behind = at < 0 ? 0 : view.queueTotal - at - 1;
  return (
    <ReasonDialog
      needs="steer"
      title={`Lock ${commit.sha.slice(0, 7)}?`}
      description={
        <>
          <CommitLine commit={commit} />
          <p>
            The automation does not deploy it, nor what landed after it
            {behind > 0 ? `: ${behind} ${behind === 1 ? "commit waits" : "commits wait"} behind it` : ""}. A person can
            unlock it at any time.
          </p>
        </>
      }
      path={`/commits/${commit.sha}/lock?project=${view.project}`}
      body={{ locked: true }}
      confirm="Lock"
      sending="Locking…"
      cancel="Do not lock"
      trigger={trigger}
      onClose={onClose}
    />
  );
}

export function UnlockDialog({ view, commit, trigger, onClose }: CommitDialogProps & Pick<LockAct, "commit">) {
  const { lock } = view.queue.find((each) => each.sha === commit.sha) ?? commit;
  return (
    <ReasonDialog
      needs="steer"
      title={`Unlock ${commit.sha.slice(0, 7)}?`}
      description={
        <>
          <CommitLine commit={commit} />
          {lock && (
            <p>
              {lock.by} locked it: {lock.reason}
            </p>
          )}
          <p>It may be deployed again, by the same rules as every other commit.</p>
        </>
      }
      path={`/commits/${commit.sha}/lock?project=${view.project}`}
      body={{ locked: false }}
      confirm="Unlock"
      sending="Unlocking…"
      cancel="Leave it locked"
      trigger={trigger}
      onClose={onClose}
    />
  );
}
